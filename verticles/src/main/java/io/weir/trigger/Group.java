package io.weir.trigger;

import io.weir.execution.EventStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Subscriptions of one topic that get equal responses. Belongs to one event loop. */
final class Group {

    private final long id;
    private final Object key;
    private final EventStream stream;
    private final Trigger trigger;
    /** Subscription ids by the address of their transport instance. */
    private final Map<String, Set<Long>> members = new HashMap<>(2);

    Group(long id, Object key, EventStream stream, Trigger trigger) {
        this.id = id;
        this.key = key;
        this.stream = stream;
        this.trigger = trigger;
    }

    long id() {
        return id;
    }

    Object key() {
        return key;
    }

    EventStream stream() {
        return stream;
    }

    Trigger trigger() {
        return trigger;
    }

    void add(String transport, long subscriptionId) {
        members.computeIfAbsent(transport, address -> new HashSet<>()).add(subscriptionId);
    }

    /** Forgets a subscription; false when it is no member. */
    boolean remove(String transport, long subscriptionId) {
        Set<Long> ids = members.get(transport);
        if (ids == null || !ids.remove(subscriptionId)) {
            return false;
        }
        if (ids.isEmpty()) {
            members.remove(transport);
        }
        return true;
    }

    boolean empty() {
        return members.isEmpty();
    }

    /** The transport instances that have members. */
    Set<String> transports() {
        return members.keySet();
    }
}
