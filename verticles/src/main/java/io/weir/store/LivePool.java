package io.weir.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.weir.config.PoolConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connections of which none is dead for long. A server that hangs, or a network that swallows packets, leaves some on
 * which nothing ever arrives; the client would keep them, and has no way to close a single one. So the whole pool is
 * replaced as soon as a statement is not answered though the server should have ended it long ago; what else runs on the
 * old one may end first. Thread-safe.
 */
final class LivePool {

    /** Statements that may wait for a connection; more fail at once. */
    private static final int WAITING = 1_000;

    /** What the server may need to say that a statement took too long. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final StoreAddress address;
    private final PoolConfig limits;
    private final int size;
    private volatile Pool pool;
    private volatile boolean closed;

    /** A pool of so many connections, each made when it is needed. */
    LivePool(Vertx vertx, StoreAddress address, PoolConfig limits, int size) {
        this.vertx = vertx;
        this.address = address;
        this.limits = limits;
        this.size = size;
        this.pool = open();
    }

    /** Runs a statement; its future ends in the time that the limits give it, whatever happens. */
    Future<RowSet<Row>> execute(String statement, Tuple values) {
        Pool used = pool;
        return within(connectLimit(), used.getConnection())
                .compose(connection -> within(limits.statementTimeout().plus(GRACE), run(connection, statement, values))
                        .onFailure(failure -> {
                            if (failure instanceof TimeoutException) {
                                replace(used);
                            }
                        }));
    }

    /** Lets go of every connection there is. */
    void replace() {
        replace(pool);
    }

    /** Closes every connection. Never fails. */
    Future<Void> close() {
        closed = true;
        return within(limits.connectTimeout(), pool.close()).otherwiseEmpty();
    }

    private synchronized void replace(Pool dead) {
        if (closed || pool != dead) {
            return;
        }
        pool = open();
        vertx.setTimer(connectLimit().plus(limits.statementTimeout()).toMillis(), over -> dead.close());
    }

    private static Future<RowSet<Row>> run(SqlConnection connection, String statement, Tuple values) {
        return connection.preparedQuery(statement).execute(values).onComplete(done -> connection.close());
    }

    private static <T> Future<T> within(Duration limit, Future<T> future) {
        return future.timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** To wait for a connection and to open one are one wait to the pool. */
    private Duration connectLimit() {
        Duration acquire = limits.acquireTimeout();
        Duration connect = limits.connectTimeout();
        return acquire.compareTo(connect) < 0 ? connect : acquire;
    }

    private Pool open() {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(address.forPool(limits))
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(WAITING)
                        .setConnectionTimeout(Math.toIntExact(connectLimit().toMillis()))
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .build();
    }
}
