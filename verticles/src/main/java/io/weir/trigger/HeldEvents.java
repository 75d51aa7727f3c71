package io.weir.trigger;

import io.weir.bus.TopicEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Events of a topic's new bridge that wait for the old one's last word. Belongs to one event loop. */
final class HeldEvents {

    private static final int MOST = 1_000;

    private final Bridges bridges;
    private final Deque<Held> waiting = new ArrayDeque<>(0);

    /** Nothing waits; {@code bridges} says how much may, of all topics together. */
    HeldEvents(Bridges bridges) {
        this.bridges = bridges;
    }

    /**
     * An event that waits.
     *
     * @param nanos when it came
     * @param untold whether some before it are missing, and nobody knows
     */
    record Held(TopicEvent event, EventKey key, long nanos, boolean untold) {}

    /** Has an event wait; false when there is no room. */
    boolean add(TopicEvent event, boolean untold) {
        boolean room = waiting.size() < MOST && bridges.mayHold();
        if (room) {
            waiting.add(new Held(event, EventKey.of(event), bridges.nanos(), untold));
        }
        return room;
    }

    /** Hands all of them out, in their order. */
    void release(Consumer<Held> to) {
        bridges.released(waiting.size());
        for (Held next = waiting.poll(); next != null; next = waiting.poll()) {
            to.accept(next);
        }
    }

    /** Forgets them. */
    void drop() {
        release(dropped -> {});
    }
}
