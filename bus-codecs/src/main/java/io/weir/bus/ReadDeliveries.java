package io.weir.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks how deliveries stand. Answered by {@link DeliveryReports}; failed with {@link BusFailure#STORE_UNAVAILABLE}.
 *
 * @param ids these only; none means any. One that is malformed is unknown
 * @param subscription of this one only; null for any
 * @param state in this one only; null for any
 * @param key of this entity only; null for any
 * @param after behind the {@link DeliveryReport#number} of the last one that was read; 0 to begin
 * @param limit how many at most, at least 1; fewer than this means that there are no more
 * @param newestFirst whether the latest come first, instead of the oldest
 * @param payloads whether the reports carry the event and what was made of it
 */
public record ReadDeliveries(
        List<String> ids,
        @Nullable String subscription,
        @Nullable DeliveryState state,
        @Nullable String key,
        long after,
        int limit,
        boolean newestFirst,
        boolean payloads)
        implements BusMessage {

    /** Copies the ids. */
    public ReadDeliveries {
        ids = List.copyOf(ids);
    }
}
