package io.weir.store;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.weir.config.PoolConfig;
import java.util.concurrent.TimeUnit;

/** Makes pools in which no connection is dead for long. */
final class Pools {

    /** Statements that may wait for a connection; more fail at once. */
    private static final int WAITING = 1_000;

    private Pools() {}

    /**
     * A pool that connects when it has to.
     *
     * <p>A server that hangs, or a network that swallows packets, leaves connections on which nothing ever arrives. Nobody
     * but the socket's own idle handler would close them, so it is what bounds a statement on the client's side: a little
     * after the server itself would have ended it.
     */
    static Pool open(Vertx vertx, StoreAddress address, PoolConfig limits) {
        int silence = Math.toIntExact(limits.statementTimeout().toSeconds()) + 1;
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(address.forPool(limits))
                .with(new NetClientOptions()
                        .setConnectTimeout(
                                Math.toIntExact(limits.connectTimeout().toMillis()))
                        .setReadIdleTimeout(silence)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setTcpKeepAlive(true))
                .with(new PoolOptions()
                        .setMaxSize(limits.size())
                        .setMaxWaitQueueSize(WAITING)
                        .setConnectionTimeout(
                                Math.toIntExact(limits.acquireTimeout().toSeconds()))
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .build();
    }
}
