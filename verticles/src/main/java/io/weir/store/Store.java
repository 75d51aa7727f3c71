package io.weir.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.config.PoolConfig;
import io.weir.config.StoreConfig;
import io.weir.flow.BackOff;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL, for whatever a node keeps: the server of the configuration, its tables brought up to date, and statements
 * to it that always end. It heals by itself: while the server is away every statement fails at once or in the time that
 * the configuration gives it, and once it is back they work again. Thread-safe; never blocks an event loop.
 *
 * <pre>
 *            tables are ready          no answer
 *  STARTING ──────────────────▶ UP ─────────────────▶ DOWN
 *      └────────────────────────────▶ DOWN ◀──────────┘ │
 *          not reachable              └──── answers ────┴─▶ UP
 * </pre>
 */
public final class Store {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PULSE = Duration.ofSeconds(2);
    private static final int REPEATS = 2;
    private static final long REPEAT_PAUSE_MILLIS = 25;
    private static final String PING = "select 1";

    private final Vertx vertx;
    private final PoolConfig limits;
    private final StoreServer server;
    private final Metrics metrics;
    private final WorkerExecutor blocking;
    private final BackOff backOff = new BackOff(SHORTEST_PAUSE, LONGEST_PAUSE, new Random());

    private volatile @Nullable LivePool pool;
    private volatile @Nullable LivePool queryPool;
    private volatile @Nullable LivePool pulsePool;
    private volatile State state = State.STARTING;
    private volatile boolean stopped;
    private volatile Preparation preparation = Preparation.NONE;
    private volatile @Nullable StoreAddress prepared;

    /** How it is. */
    public enum State {
        /** Not asked yet. */
        STARTING,
        /** It answers, and its tables are up to date. */
        UP,
        /** It does not answer, or its tables are not up to date. */
        DOWN
    }

    /** A store that does nothing until {@link #start}. */
    public Store(Vertx vertx, StoreConfig config, Metrics metrics) {
        this.vertx = vertx;
        this.limits = config.pool();
        this.server = StoreServer.of(config);
        this.metrics = metrics;
        this.blocking = vertx.createSharedWorkerExecutor("weir-store", 1, 1, TimeUnit.HOURS);
    }

    /**
     * Starts the embedded server, or tries to reach the other, and brings the tables up to date.
     *
     * @return done once the store is {@link State#UP}, or is known to be away, which heals by itself; fails with an
     *     {@link java.io.IOException} that says what to do when the node cannot work with this store
     */
    public Future<Void> start() {
        return blocking.executeBlocking(server::start)
                .compose(this::prepare)
                .onSuccess(prepared -> vertx.setTimer(PULSE.toMillis(), timer -> pulse()));
    }

    /**
     * Brings what the store holds to what the node needs, beside Weir's own tables. Before {@link #start} that is left to the
     * start, or to when the store can be reached for the first time: until then it is not {@link State#UP}. Afterwards it is
     * done at once.
     *
     * @return fails with {@link UnfitStoreException} when this cannot be done, and with {@link StoreException} when the store
     *     does not answer; then what was needed before still is
     */
    public Future<Void> prepare(Preparation next) {
        if (state == State.STARTING) {
            preparation = next;
            return Future.succeededFuture();
        }
        StoreAddress address = prepared;
        if (address == null) {
            return Future.failedFuture(new StoreException("the store is not ready", new IllegalStateException()));
        }
        return blocking.<Void>executeBlocking(
                        () -> {
                            next.run(address.forMigrations(limits));
                            preparation = next;
                            return null;
                        },
                        false) // the caller may be ordered itself, and wait
                .recover(failure ->
                        Future.failedFuture(failure instanceof UnfitStoreException ? failure : Failures.of(failure)));
    }

    /** How it is, for health checks. */
    public State state() {
        return state;
    }

    /**
     * Runs one statement in a transaction of its own, prepared and remembered by its text.
     *
     * @return its rows; fails with {@link StoreException} when the store does not answer in time, whatever became of the
     *     statement then, and with {@link io.vertx.pgclient.PgException} when the statement is at fault
     */
    public Future<RowSet<Row>> execute(String statement, Tuple values) {
        return execute(pool, statement, values);
    }

    private Future<RowSet<Row>> execute(@Nullable LivePool ready, String statement, Tuple values) {
        if (ready == null) {
            return Future.failedFuture(new StoreException("the store is not ready", new IllegalStateException()));
        }
        long began = System.nanoTime();
        return ready.execute(statement, values)
                .onComplete(done -> metrics.storeTime().record(System.nanoTime() - began, TimeUnit.NANOSECONDS))
                .recover(failure -> Future.failedFuture(Failures.of(failure)));
    }

    /**
     * Like {@link #execute}, for a statement that does no harm when it runs twice: where the connection is lost under it,
     * it runs again on another.
     */
    public Future<RowSet<Row>> repeat(String statement, Tuple values) {
        return repeat(() -> pool, statement, values, REPEATS);
    }

    /**
     * Like {@link #repeat}, for a query whose cost a client decides: on connections of its own, half as many again, so that
     * however many are slow, what the node needs the store for goes on.
     */
    public Future<RowSet<Row>> query(String statement, Tuple values) {
        return repeat(() -> queryPool, statement, values, REPEATS);
    }

    /** After a moment: a connection that the server has just ended may still look alive to the pool. */
    private Future<RowSet<Row>> repeat(
            Supplier<@Nullable LivePool> connections, String statement, Tuple values, int repeats) {
        return execute(connections.get(), statement, values)
                .recover(failure -> repeats > 0 && Failures.connectionLost(failure)
                        ? vertx.timer(REPEAT_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                                .transform(pause -> pause.succeeded()
                                        ? repeat(connections, statement, values, repeats - 1)
                                        : Future.failedFuture(failure)) // the node stops
                        : Future.failedFuture(failure));
    }

    /** Closes the connections and stops the embedded server. Never fails. */
    public Future<Void> stop() {
        stopped = true;
        become(State.DOWN);
        Future<Void> closed =
                Future.join(close(pool), close(queryPool), close(pulsePool)).mapEmpty();
        pool = null;
        queryPool = null;
        pulsePool = null;
        return closed.compose(gone -> blocking.<Void>executeBlocking(() -> {
                    server.stop();
                    return null;
                }))
                .onFailure(failure ->
                        LOG.atWarn().addKeyValue(LogKey.CAUSE, failure).log("the store did not stop"))
                .otherwiseEmpty()
                .eventually(blocking::close);
    }

    private static Future<Void> close(@Nullable LivePool some) {
        return some == null ? Future.succeededFuture() : some.close();
    }

    private Future<Void> prepare(StoreAddress address) {
        return blocking.executeBlocking(() -> {
                    DataSource source = address.forMigrations(limits);
                    Migrations.run(source);
                    preparation.run(source);
                    prepared = address;
                    return address.decided(limits);
                })
                .map(this::open)
                .recover(failure -> failure instanceof UnfitStoreException
                        ? Future.failedFuture(failure)
                        : prepareLater(address, failure));
    }

    private @Nullable Void open(StoreAddress address) {
        if (!stopped) {
            pool = new LivePool(vertx, address, limits, limits.size(), System::nanoTime);
            queryPool = new LivePool(vertx, address, limits, limits.queries(), System::nanoTime);
            pulsePool = new LivePool(vertx, address, limits, 1, System::nanoTime);
            backOff.reset();
            become(State.UP);
        }
        return null;
    }

    private Future<Void> prepareLater(StoreAddress address, Throwable failure) {
        Duration pause = backOff.pause();
        down(failure, pause);
        if (!stopped) {
            vertx.setTimer(
                    pause.toMillis(),
                    timer -> prepare(address).onFailure(unfit -> LOG.error("{}", unfit.getMessage())));
        }
        return Future.succeededFuture();
    }

    /**
     * Asks again and again whether it still answers, on a connection of its own: who waits for it wants to know before a
     * statement does, and many statements are no reason to think that it does not.
     */
    private void pulse() {
        LivePool asked = pulsePool;
        Future<?> answer = asked == null ? Future.succeededFuture() : asked.execute(PING, Tuple.tuple());
        answer.onComplete(done -> {
            if (asked != null && !stopped) {
                hear(asked, done.cause());
            }
            if (!stopped) {
                vertx.setTimer(PULSE.toMillis(), timer -> pulse());
            }
        });
    }

    private void hear(LivePool asked, @Nullable Throwable failure) {
        if (failure == null) {
            become(State.UP);
            return;
        }
        down(failure, PULSE);
        LivePool others = pool;
        LivePool queries = queryPool;
        if (Failures.isSilence(failure) && others != null && queries != null) {
            asked.replace();
            others.replace();
            queries.replace();
        }
    }

    private void down(Throwable failure, Duration pause) {
        LOG.debug("the store is not available", failure);
        if (state != State.DOWN) {
            LOG.atWarn()
                    .addKeyValue(LogKey.CAUSE, Failures.words(failure))
                    .addKeyValue(LogKey.RETRY_MILLIS, pause.toMillis())
                    .log("the store is not available");
        }
        become(State.DOWN);
    }

    private synchronized void become(State next) {
        if (state == next) {
            return;
        }
        if (next == State.UP) {
            LOG.info("the store is up");
        }
        metrics.storeUp().add(next == State.UP ? 1 : state == State.UP ? -1 : 0);
        state = next;
    }
}
