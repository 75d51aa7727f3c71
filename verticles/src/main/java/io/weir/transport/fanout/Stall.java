package io.weir.transport.fanout;

import io.vertx.core.Vertx;
import java.time.Duration;

/** How long something has waited for a client that does not read. Belongs to one event loop. */
final class Stall {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Duration limit;
    private final Runnable exceeded;
    private long timer = NO_TIMER;

    /**
     * None yet.
     *
     * @param exceeded run when one lasts for longer than {@code limit}
     */
    Stall(Vertx vertx, Duration limit, Runnable exceeded) {
        this.vertx = vertx;
        this.limit = limit;
        this.exceeded = exceeded;
    }

    /** Something waits, perhaps for some time already. */
    void begin() {
        if (timer == NO_TIMER) {
            timer = vertx.setTimer(limit.toMillis(), fired -> {
                timer = NO_TIMER;
                exceeded.run();
            });
        }
    }

    /** The client has read. */
    void over() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
