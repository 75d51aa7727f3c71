package io.weir.trigger;

import io.weir.bus.TopicEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a bridged topic's subscribers are given: each event once, although two bridges bring it, and those of the new bridge
 * behind the old one's last word. Belongs to one event loop.
 */
final class TopicOutlet {

    /** Events of the new bridge that wait for the old one's last word. */
    private static final int MOST_HELD = 1_000;

    /** How long the new bridge may still bring what the old one has brought. */
    private static final Duration SETTLING = Duration.ofNanos(EventKey.LONGEST_NANOS);

    private final Bridges bridges;
    private final BridgedTopic.Listener listener;
    private final Deque<Held> held = new ArrayDeque<>(0);

    /** Nothing waits; {@code bridges} says how much may, of all topics together. */
    TopicOutlet(Bridges bridges, BridgedTopic.Listener listener) {
        this.bridges = bridges;
        this.listener = listener;
    }

    /**
     * An event that waits.
     *
     * @param nanos when it came
     * @param untold whether some before it are missing, and nobody knows
     */
    private record Held(TopicEvent event, EventKey key, long nanos, boolean untold) {}

    /** An event in its turn, unless another opening has brought it. */
    void deliver(Opening by, @Nullable Opening next, TopicEvent event) {
        if (next == null && by.doubles().isEmpty()) {
            listener.onEvent(event);
        } else {
            deliver(by, next, event, EventKey.of(event), bridges.nanos());
        }
    }

    /** Has an event wait; false when there is no room. */
    boolean hold(TopicEvent event, boolean untold) {
        boolean room = held.size() < MOST_HELD && bridges.mayHold();
        if (room) {
            held.add(new Held(event, EventKey.of(event), bridges.nanos(), untold));
        }
        return room;
    }

    /** What waited has its turn. */
    void release(Opening by) {
        bridges.released(held.size());
        for (Held next = held.poll(); next != null; next = held.poll()) {
            if (next.untold) {
                listener.onMissed();
            }
            deliver(by, null, next.event, next.key, next.nanos);
        }
    }

    /** What waits is another bridge's to bring. */
    void drop() {
        bridges.released(held.size());
        held.clear();
    }

    /** What another opening has brought, this one does not bring again later than after a while. */
    void settle(Opening by) {
        if (!by.doubles().isEmpty()) {
            bridges.after(SETTLING, by.doubles()::clear);
        }
    }

    /** @param next the opening that is about to take over, and may bring it too */
    private void deliver(Opening by, @Nullable Opening next, TopicEvent event, EventKey name, long nanos) {
        if (by.doubles().take(name, nanos)) {
            return;
        }
        if (next != null) {
            next.doubles().add(name, nanos);
        }
        listener.onEvent(event);
    }
}
