package io.weir.transport.ws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pongs that wait for subscriptions asked for before their ping: a client that has its pong knows that those
 * subscriptions are live, or have failed. They leave in the order of their pings.
 */
final class HeldPongs {

    /** How many are held at most; one more lets the first go. */
    static final int MOST = 32;

    private final Deque<Held> queue = new ArrayDeque<>(2);

    /** Holds one pong until {@code starting} have started or {@code deadline} has come. */
    void hold(@Nullable Map<String, @Nullable Object> payload, List<StreamOperation> starting, long deadline) {
        queue.add(new Held(payload, starting, deadline));
    }

    /** Whether none is held. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** When the first of them leaves at the latest. */
    long deadline() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.element().deadline;
    }

    /** Takes the first pong, if it may go by now. */
    @Nullable
    Held poll(long now) {
        Held first = queue.peek();
        return first != null && (queue.size() > MOST || first.mayGo(now)) ? queue.poll() : null;
    }

    /** One pong, and what it waits for. */
    record Held(@Nullable Map<String, @Nullable Object> payload, List<StreamOperation> starting, long deadline) {

        private boolean mayGo(long now) {
            return now >= deadline || starting.stream().noneMatch(StreamOperation::starting);
        }
    }
}
