package io.weir.subgraph;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places that one subgraph has for calls of this node, and the queue in front of them: first come, first served.
 * Thread-safe.
 */
final class CallLimit {

    private final int places;
    private final int queue;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private int taken;

    CallLimit(int places, int queue) {
        this.places = places;
        this.queue = queue;
    }

    /** What a call finds. */
    enum Entry {
        /** It has a place. */
        NOW,
        /** It waits for its turn, which is run by whoever leaves a place to it. */
        LATER,
        /** The queue is full. */
        REFUSED
    }

    synchronized Entry enter(Runnable turn) {
        if (taken < places) {
            taken++;
            return Entry.NOW;
        }
        if (waiting.size() >= queue) {
            return Entry.REFUSED;
        }
        waiting.add(turn);
        return Entry.LATER;
    }

    /** Stops waiting. False when the turn has come: the call has a place that it must leave. */
    synchronized boolean giveUp(Runnable turn) {
        return waiting.remove(turn);
    }

    /** Leaves a place, to the one that has waited longest if there is any. */
    void leave() {
        Runnable turn = next();
        if (turn != null) {
            turn.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (waiting.isEmpty()) {
            taken--;
            return null;
        }
        Runnable turn = waiting.iterator().next();
        waiting.remove(turn);
        return turn;
    }
}
