package io.weir.load.bus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Asks {@link BusNode#ECHO} over and over, some at once; belongs to one event loop, as bus clients do. */
final class RoundTrips {

    private static final long LONGEST_MICROS = 60_000_000L;
    private static final DeliveryOptions OPTIONS = new DeliveryOptions().setSendTimeout(20_000);

    private final Vertx vertx;
    private final Object body;
    private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
    private final CompletableFuture<Histogram> done = new CompletableFuture<>();
    private int open;
    private long deadline;

    private RoundTrips(Vertx vertx, Object body) {
        this.vertx = vertx;
        this.body = body;
    }

    /** Asks for this long; fails when an answer does not come. */
    static Histogram run(Vertx vertx, Object body, int atOnce, Duration time) throws Exception {
        RoundTrips trips = new RoundTrips(vertx, body);
        Context loop = vertx.getOrCreateContext();
        loop.runOnContext(start -> trips.start(atOnce, time));
        return trips.done.get(time.toMillis() + 60_000, TimeUnit.MILLISECONDS);
    }

    private void start(int atOnce, Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        open = atOnce;
        for (int i = 0; i < atOnce; i++) {
            ask();
        }
    }

    private void ask() {
        long asked = System.nanoTime();
        vertx.eventBus().request(BusNode.ECHO, body, OPTIONS).onComplete(answer -> {
            if (answer.failed()) {
                done.completeExceptionally(answer.cause());
                return;
            }
            long now = System.nanoTime();
            latencyMicros.recordValue(Math.min((now - asked) / 1000, LONGEST_MICROS));
            if (now - deadline < 0) {
                ask();
            } else if (--open == 0) {
                done.complete(latencyMicros);
            }
        });
    }
}
