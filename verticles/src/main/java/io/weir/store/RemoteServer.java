package io.weir.store;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.config.PoolConfig;
import io.weir.config.StoreConfig;
import io.weir.telemetry.LogKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that keeps nothing of ours: statements to it that always end. It is connected to when it is first
 * asked, and heals by itself. Thread-safe; never blocks an event loop.
 */
public final class RemoteServer {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteServer.class);

    private final Vertx vertx;
    private final StoreAddress address;
    private final PoolConfig limits;
    private final String name;
    private final AtomicBoolean silent = new AtomicBoolean();
    private @Nullable Future<LivePool> pool;
    private volatile boolean closed;

    /**
     * A server to which there is no connection yet.
     *
     * @param uri as {@code store.uri}
     * @param name what logs call it
     */
    public RemoteServer(Vertx vertx, String uri, PoolConfig limits, String name) {
        this.vertx = vertx;
        this.address = StoreAddress.of(StoreConfig.Postgres.at(uri));
        this.limits = limits;
        this.name = name;
    }

    /**
     * Runs one statement in a transaction of its own, prepared and remembered by its text.
     *
     * @return its rows, on the caller's context; fails with {@link StoreException} when the server does not answer in
     *     time, and with {@link io.vertx.pgclient.PgException} when it refuses
     */
    public Future<RowSet<Row>> execute(String statement, Tuple values) {
        Context context = vertx.getOrCreateContext();
        Promise<RowSet<Row>> heard = Promise.promise();
        pool().compose(ready -> ready.execute(statement, values))
                .onComplete(this::hear)
                .recover(failure -> Future.failedFuture(Failures.of(failure)))
                .onComplete(answer -> context.runOnContext(here -> heard.handle(answer)));
        return heard.future();
    }

    /** How it takes connections is found out once, and again where that failed. */
    private synchronized Future<LivePool> pool() {
        Future<LivePool> begun = pool;
        if (closed) {
            return Future.failedFuture(
                    new StoreException("the server is not asked any more", new IllegalStateException()));
        }
        if (begun == null || begun.failed()) {
            begun = vertx.executeBlocking(() -> address.decided(limits), false)
                    .map(decided -> new LivePool(vertx, decided, limits, limits.size(), System::nanoTime));
            pool = begun;
        }
        return begun;
    }

    private void hear(AsyncResult<?> answer) {
        if (answer.succeeded() && silent.getAndSet(false)) {
            LOG.info("{} can be asked again", name);
        }
        if (answer.failed() && !closed && !silent.getAndSet(true)) {
            LOG.atWarn()
                    .addKeyValue(LogKey.CAUSE, Failures.words(answer.cause()))
                    .log("{} cannot be asked", name);
        }
    }

    /** Closes the connections. Never fails. */
    public synchronized Future<Void> close() {
        closed = true;
        Future<LivePool> begun = pool;
        return begun == null
                ? Future.succeededFuture()
                : begun.compose(LivePool::close).otherwiseEmpty();
    }
}
