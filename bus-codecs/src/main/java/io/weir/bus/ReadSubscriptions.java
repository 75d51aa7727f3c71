package io.weir.bus;

import java.util.List;

/**
 * Asks how server-side subscriptions stand. Answered by {@link SubscriptionReports}; failed with {@link
 * BusFailure#STORE_UNAVAILABLE}.
 *
 * @param names these only; none means all
 */
public record ReadSubscriptions(List<String> names) implements BusMessage {

    /** Copies the names. */
    public ReadSubscriptions {
        names = List.copyOf(names);
    }
}
