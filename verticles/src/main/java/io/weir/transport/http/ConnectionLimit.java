package io.weir.transport.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.weir.config.HttpLimits;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import io.weir.transport.socket.ClientChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the client connections of the node, over all its transport instances, and closes those past the limit.
 * Connections that have not sent a request yet are not counted: Vert.x shows them with their first one, and the idle
 * timeout ends those that never send any. Thread-safe.
 */
public final class ConnectionLimit implements Handler<HttpConnection> {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private final int max;
    private final IdleConnection.Factory idle;
    private final Metrics metrics;
    private final AtomicInteger open = new AtomicInteger();

    /** Makes the one counter that all instances of a node share. */
    public ConnectionLimit(HttpLimits limits, Metrics metrics) {
        this.max = limits.connections();
        this.idle = new IdleConnection.Factory(limits.idle());
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpConnection connection) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            metrics.refusedConnections().increment();
            ClientChannel.abort(connection);
            return;
        }
        connection.exceptionHandler(ConnectionLimit::onBroken);
        metrics.connections().increment();
        // The channel's, not the connection's close: a connection that becomes a WebSocket leaves its channel.
        ClientChannel.of(connection).closeFuture().addListener(closed -> {
            open.decrementAndGet();
            metrics.connections().decrement();
        });
        idle.watch(connection);
    }

    /** Clients break connections all day; that is no error of ours, and must not flood the log. */
    private static void onBroken(Throwable cause) {
        LOG.atDebug().addKeyValue(LogKey.CAUSE, String.valueOf(cause)).log("a client's connection broke");
    }
}
