package io.weir.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator sends deliveries again, or gives them up for good. Answered by {@link DeliveriesChanged}; failed with {@link
 * BusFailure#STORE_UNAVAILABLE}, and with {@link BusFailure#REFUSED} when it names neither ids nor a subscription.
 *
 * @param change what is to happen
 * @param ids these only; none means all that are dead. One that is malformed is unknown
 * @param subscription of this one only; null for any
 */
public record ChangeDeliveries(
        Change change, List<String> ids, @Nullable String subscription) implements BusMessage {

    /** Copies the ids. */
    public ChangeDeliveries {
        ids = List.copyOf(ids);
    }

    /** What is to happen. */
    public enum Change {
        /** Those that are dead are tried again, with as many attempts as a new one, behind what waits for their entity. */
        REDELIVER,
        /** Those that are dead, and those named that have not ended, are forgotten. */
        DISCARD
    }
}
