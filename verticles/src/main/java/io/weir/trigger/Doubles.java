package io.weir.trigger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Events that subscribers have, and that another opening of the topic may bring once more: each as often as it was
 * delivered. Beyond the bound the oldest is forgotten, and may then come twice. Belongs to one event loop.
 */
final class Doubles {

    private static final int MOST = 4_096;

    private final Map<EventKey, Deque<Long>> delivered = new HashMap<>(0);
    private final Deque<EventKey> order = new ArrayDeque<>(0);

    boolean isEmpty() {
        return delivered.isEmpty();
    }

    /** An event was delivered that came at this time. */
    void add(EventKey key, long nanos) {
        if (order.size() == MOST) {
            forget(order.remove());
        }
        order.add(key);
        delivered.computeIfAbsent(key, first -> new ArrayDeque<>(1)).add(nanos);
    }

    /** Whether an event that came at this time was delivered already; counts once for each time that it was. */
    boolean take(EventKey key, long nanos) {
        Deque<Long> times = delivered.get(key);
        if (times == null) {
            return false;
        }
        while (!times.isEmpty() && times.peek() < nanos && !key.near(nanos - times.peek())) {
            times.remove();
        }
        boolean known = !times.isEmpty() && key.near(nanos - times.peek());
        if (known) {
            times.remove();
        }
        if (times.isEmpty()) {
            delivered.remove(key);
        }
        return known;
    }

    /** Nothing can come twice any more. */
    void clear() {
        delivered.clear();
        order.clear();
    }

    /** One that was taken since stands for nothing. */
    private void forget(EventKey oldest) {
        Deque<Long> times = delivered.get(oldest);
        if (times == null) {
            return;
        }
        times.poll();
        if (times.isEmpty()) {
            delivered.remove(oldest);
        }
    }
}
