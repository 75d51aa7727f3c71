package io.weir.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.config.PoolConfig;
import io.weir.config.StoreConfig;
import io.weir.telemetry.Metrics;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A store over an empty database of {@link Postgres}. */
public final class StoreFixture implements AutoCloseable {

    /** Limits short enough to wait for. */
    public static final PoolConfig SHORT =
            new PoolConfig(4, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private final PostgresDatabase database;
    private final Store store;

    /** A store with the limits of every day that has been started. */
    public StoreFixture() {
        this(Postgres.database(), PoolConfig.DEFAULT);
        await(store.start());
    }

    /** A store that has not been started. */
    public StoreFixture(PostgresDatabase database, PoolConfig limits) {
        this.database = database;
        this.store = new Store(vertx, new StoreConfig.Postgres(database.uri(), Optional.empty(), limits), metrics);
    }

    public Vertx vertx() {
        return vertx;
    }

    public Store store() {
        return store;
    }

    public Metrics metrics() {
        return metrics;
    }

    /** The test's own way into the database. */
    public PostgresDatabase database() {
        return database;
    }

    /** Waits for what has an end. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(store.stop());
        await(vertx.close());
    }
}
