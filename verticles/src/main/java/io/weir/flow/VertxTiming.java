package io.weir.flow;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/**
 * Vert.x's timers, for whoever calls from an event loop.
 *
 * @param clock for times that others see
 */
public record VertxTiming(Vertx vertx, Clock clock) implements Timing {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long millis() {
        return clock.millis();
    }

    @Override
    public Pending after(Duration pause, Runnable then) {
        long timer = vertx.setTimer(Math.max(1, pause.toMillis()), fired -> then.run());
        return () -> vertx.cancelTimer(timer);
    }
}
