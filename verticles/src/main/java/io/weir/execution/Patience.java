package io.weir.execution;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long entities that are null are asked for again: an event can outrun the data of the subgraph that owns its
 * entity.
 *
 * @param total how long all pauses are together at most
 */
record Patience(Duration total) {

    /** What is null is null. */
    static final Patience NONE = new Patience(Duration.ZERO);

    private static final long FIRST_PAUSE_MILLIS = 50;
    /** Pauses double up to here. */
    private static final int MAX_DOUBLINGS = 5;

    /** Whether there is a pause after an attempt; the first one has number 0. */
    boolean lasts(int attempt) {
        return millis(attempt) > 0;
    }

    /** The pause after an attempt, on the current context. */
    Future<Void> pause(int attempt) {
        return Vertx.currentContext()
                .owner()
                .timer(millis(attempt), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    /** What is left of the total for the pause after this attempt, or the pause itself when that is shorter. */
    long millis(int attempt) {
        long left = total.toMillis();
        long pause = FIRST_PAUSE_MILLIS;
        for (int i = 0; i < attempt && left > 0; i++) {
            left -= pause;
            pause = FIRST_PAUSE_MILLIS << Math.min(i + 1, MAX_DOUBLINGS);
        }
        return Math.max(0, Math.min(left, pause));
    }
}
