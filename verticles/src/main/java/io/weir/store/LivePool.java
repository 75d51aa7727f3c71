package io.weir.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.weir.config.PoolConfig;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections of which none is dead for long. A server that hangs, or a network that swallows packets, leaves some on
 * which nothing ever arrives; the client would keep them, and has no way to close a single one. So the whole pool is
 * replaced as soon as a statement is not answered though the server should have ended it long ago; what else runs on the
 * old one may end first. While nobody listens there, however many ask, only now and then one of them knocks. Thread-safe.
 */
final class LivePool {

    /** How long a refused connection speaks for the next ones. */
    private static final Duration REFUSED = Duration.ofMillis(250);

    /** Statements that may wait for a connection; more fail at once. */
    private static final int WAITING = 1_000;

    /** What the server may need to say that a statement took too long. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final StoreAddress address;
    private final PoolConfig limits;
    private final int size;
    private final LongSupplier nanos;
    private volatile Pool pool;
    private volatile @Nullable Refusal refusal;
    private volatile boolean closed;

    private record Refusal(Throwable cause, long at) {}

    /**
     * A pool of so many connections, each made when it is needed.
     *
     * @param nanos a clock that never goes back
     */
    LivePool(Vertx vertx, StoreAddress address, PoolConfig limits, int size, LongSupplier nanos) {
        this.vertx = vertx;
        this.address = address;
        this.limits = limits;
        this.size = size;
        this.nanos = nanos;
        this.pool = open();
    }

    /** Runs a statement; its future ends in the time that the limits give it, whatever happens. */
    Future<RowSet<Row>> execute(String statement, Tuple values) {
        Refusal last = refusal;
        if (last != null && nanos.getAsLong() - last.at() < REFUSED.toNanos()) {
            return Future.failedFuture(last.cause());
        }
        Pool used = pool;
        return connection(used)
                .compose(connection -> within(limits.statementTimeout().plus(GRACE), run(connection, statement, values))
                        .onFailure(failure -> {
                            if (failure instanceof TimeoutException) {
                                replace(used);
                            }
                        }));
    }

    private Future<SqlConnection> connection(Pool used) {
        Future<SqlConnection> connection = used.getConnection();
        Future<SqlConnection> inTime = within(connectLimit(), connection);
        connection.onSuccess(late -> {
            if (inTime.failed()) { // nobody has it any more
                late.close();
            }
        });
        return inTime.onComplete(got -> refusal = got.cause() instanceof ConnectException refused
                        ? new Refusal(refused, nanos.getAsLong())
                        : null)
                .recover(failure ->
                        Future.failedFuture(unheard(failure) ? new NoConnectionException(failure) : failure));
    }

    /** Whether neither the server nor the network said why there is no connection. */
    private static boolean unheard(Throwable failure) {
        return Failures.isSilence(failure) && !(failure instanceof ClosedConnectionException);
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
