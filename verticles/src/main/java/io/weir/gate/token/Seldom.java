package io.weir.gate.token;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.flow.Timing;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something no more often than allowed, however often it is asked to: who asks too soon shares the next time. Nobody
 * gets the answer of one that began before it asked, which may be out of date. Belongs to one event loop.
 */
final class Seldom {

    private final Timing timing;
    private final long pauseNanos;
    private final Supplier<Future<Void>> work;
    private @Nullable Promise<Void> next;
    private long allowedNanos;

    /** Allows the first time at once. */
    Seldom(Timing timing, Duration pause, Supplier<Future<Void>> work) {
        this.timing = timing;
        this.pauseNanos = pause.toNanos();
        this.work = work;
        this.allowedNanos = timing.nanos();
    }

    /** Done once it was done, from now on. */
    Future<Void> run() {
        Promise<Void> waiting = next;
        if (waiting != null) {
            return waiting.future();
        }
        Promise<Void> promise = Promise.promise();
        long wait = allowedNanos - timing.nanos();
        if (wait <= 0) {
            begin(promise);
        } else {
            next = promise;
            timing.after(Duration.ofNanos(wait), () -> begin(promise));
        }
        return promise.future();
    }

    private void begin(Promise<Void> promise) {
        next = null;
        allowedNanos = timing.nanos() + pauseNanos;
        work.get().onComplete(promise);
    }
}
