package io.weir.transport.fanout;

import io.weir.bus.EventCursor;
import io.weir.bus.StreamResult;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How far one root field has read its topic, and what came and was not handed over yet. Positions are the log's. Belongs
 * to one event loop.
 */
final class RootPlace {

    private long store;
    /** What is for the subscriber up to here was handed over, or is held. */
    private long reached;
    /** Nothing up to here is held. */
    private long handed;
    /** In the order in which it came; made when something has to wait. */
    private @Nullable Deque<StreamResult> held;

    /** Something was read up to a position of a store. */
    void read(long ofStore, long position) {
        store = ofStore;
        moveTo(position);
    }

    /** All up to here is handed over or held, or was not for the subscriber. */
    void moveTo(long position) {
        reached = Math.max(reached, position);
    }

    /** Whether a result is one that came before; what came of no event never is. */
    boolean has(long position) {
        return position != 0 && position <= reached;
    }

    /** Keeps a result until its turn. */
    void hold(StreamResult result) {
        if (held == null) {
            held = new ArrayDeque<>();
            handed = result.position() == 0 ? reached : result.position() - 1;
        }
        held.add(result);
        moveTo(result.position());
    }

    /** The first result that waits; null when none does. */
    @Nullable
    StreamResult first() {
        return held == null ? null : held.peek();
    }

    /** Takes the first result that waits. */
    StreamResult take() {
        Deque<StreamResult> from = held;
        if (from == null) {
            throw new IllegalStateException("nothing waits");
        }
        StreamResult first = from.remove();
        handed = Math.max(handed, first.position());
        held = from.isEmpty() ? null : from;
        return first;
    }

    /** Forgets what waits. */
    void clear() {
        held = null;
    }

    /** Whether all that came was handed over. */
    boolean clean() {
        return held == null;
    }

    /** Which store the positions are of; 0 when there are none. */
    long store() {
        return store;
    }

    /** Up to which position there is nothing to come. */
    long reached() {
        return reached;
    }

    /** Up to which position the client has what is for it. */
    long position() {
        return held == null ? reached : handed;
    }

    /** From where the root reads on; null when it has read nothing yet. */
    @Nullable
    EventCursor cursor() {
        return store == 0 ? null : EventCursor.at(store, reached);
    }
}
