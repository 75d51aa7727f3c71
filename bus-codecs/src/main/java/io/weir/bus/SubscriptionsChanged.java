package io.weir.bus;

import java.util.List;

/**
 * An operator has changed these subscriptions or their deliveries, and that is stored: whoever runs them, or may, looks
 * there. Published to all nodes.
 *
 * @param names as the configuration calls them
 */
public record SubscriptionsChanged(List<String> names) implements BusMessage {

    /** Copies the names. */
    public SubscriptionsChanged {
        names = List.copyOf(names);
    }
}
