package io.weir.trigger;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a shard's topics delivered a moment ago: a bridge that a topic moves to may have had it too, for another node, and
 * bring it late. Bounded for all topics together. Belongs to one event loop.
 */
final class RecentEvents {

    private static final int MOST = 65_536;

    private final Deque<Delivered> order = new ArrayDeque<>();

    /** Those of one topic, from the oldest on. */
    static final class OfTopic {

        private final Deque<Delivered> events = new ArrayDeque<>(2);

        /** All that are still known. */
        Doubles doubles() {
            Doubles doubles = new Doubles();
            events.forEach(event -> doubles.add(event.key, event.nanos));
            return doubles;
        }
    }

    private record Delivered(OfTopic topic, EventKey key, long nanos) {}

    /** An event was delivered that came at this time. */
    void add(OfTopic topic, EventKey key, long nanos) {
        forget(nanos);
        Delivered delivered = new Delivered(topic, key, nanos);
        order.add(delivered);
        topic.events.add(delivered);
    }

    private void forget(long now) {
        for (Delivered oldest = order.peek(); oldest != null && past(oldest, now); oldest = order.peek()) {
            order.remove();
            oldest.topic.events.remove();
        }
    }

    private boolean past(Delivered oldest, long now) {
        return order.size() >= MOST || now - oldest.nanos > EventKey.LONGEST_NANOS;
    }
}
