package io.weir.trigger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The subscriptions of a group: their ids by the address of their transport instance. Belongs to one event loop. */
final class Members {

    private final Map<String, Set<Long>> ids = new HashMap<>(2);

    void add(Subscription subscription) {
        ids.computeIfAbsent(subscription.transport(), address -> new HashSet<>())
                .add(subscription.id());
    }

    /** False when it is no member. */
    boolean remove(Subscription subscription) {
        Set<Long> known = ids.get(subscription.transport());
        if (known == null || !known.remove(subscription.id())) {
            return false;
        }
        if (known.isEmpty()) {
            ids.remove(subscription.transport());
        }
        return true;
    }

    /** Forgets the subscriptions of a transport instance; false when it had none. */
    boolean removeAll(String transport) {
        return ids.remove(transport) != null;
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /** The transport instances that have members. */
    Set<String> transports() {
        return ids.keySet();
    }
}
