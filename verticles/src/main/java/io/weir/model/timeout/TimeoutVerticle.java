package io.weir.model.timeout;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.weir.graph.model.Models;
import io.weir.model.Writes;
import io.weir.store.Store;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps as soon as a row is due, for as long as the node runs. While the store is away it tries again and again. */
public final class TimeoutVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(TimeoutVerticle.class);

    /** Between two sweeps at least. */
    private static final Duration BREATH = Duration.ofMillis(10);

    private final Supplier<Models> models;
    private final Function<Models, Writes> writes;
    private final Store store;
    private final Metrics metrics;

    private Models known = Models.NONE;
    private @Nullable TimeoutSweep sweep;
    private Future<?> running = Future.succeededFuture();
    private long timer;
    private boolean stopped;
    private boolean failing;

    /**
     * A verticle that has not been deployed.
     *
     * @param models those that are served now
     * @param writes what changes the rows of models
     */
    public TimeoutVerticle(Supplier<Models> models, Function<Models, Writes> writes, Store store, Metrics metrics) {
        this.models = models;
        this.writes = writes;
        this.store = store;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        after(BREATH);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return running.otherwiseEmpty();
    }

    private void after(Duration pause) {
        long millis = Math.max(pause.toMillis(), BREATH.toMillis());
        timer = vertx.setTimer(
                millis,
                due -> running = current().run().onComplete(done -> {
                    hear(done.cause());
                    if (!stopped) {
                        after(done.succeeded() ? done.result() : TimeoutSweep.POLL);
                    }
                }));
    }

    private TimeoutSweep current() {
        Models served = models.get();
        if (sweep == null || served != known) {
            known = served;
            sweep = new TimeoutSweep(store, served, writes.apply(served), metrics.timeoutLateness());
        }
        return Objects.requireNonNull(sweep);
    }

    private void hear(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            LOG.atWarn()
                    .addKeyValue(LogKey.CAUSE, failure.getMessage())
                    .log("states that have timed out cannot be left");
        }
        failing = failure != null;
    }
}
