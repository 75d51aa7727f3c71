package io.weir.transport.socket;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * The Netty channel under a client's connection, for what Vert.x's interface cannot say: closing at once without
 * waiting for a client that does not read, and changing the pipeline.
 */
public final class ClientChannel {

    /** The name of the handler that closes silent connections. */
    public static final String IDLE_HANDLER = "idle";

    /** The name of Vert.x's own, last handler. */
    public static final String VERTX_HANDLER = "handler";

    private ClientChannel() {}

    /** The channel of a server's connection, HTTP/1.1 or HTTP/2. */
    public static Channel of(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }

    /** Closes a connection at once. Vert.x's own close waits for what is still to be written, for ever if need be. */
    public static void abort(HttpConnection connection) {
        ((HttpServerConnection) connection).channelHandlerContext().close();
    }
}
