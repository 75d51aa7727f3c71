package io.weir.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The network between a client and a server of this machine, which can be cut. */
public final class TcpRelay implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server;
    private final int to;

    private TcpRelay(String host, int to) throws Exception {
        this.to = to;
        this.server = vertx.createNetServer()
                .connectHandler(this::relay)
                .listen(0, host)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes connections for a port, whether anyone listens there or not. */
    public static TcpRelay to(int port) throws Exception {
        return from("127.0.0.1", port);
    }

    /** The same at another address than the server's own. */
    public static TcpRelay from(String host, int port) throws Exception {
        return new TcpRelay(host, port);
    }

    /** Where clients find it. */
    public int port() {
        return server.actualPort();
    }

    /** Ends every connection that there is; new ones are taken. */
    public void cut() {
        sockets.forEach(NetSocket::close);
    }

    private void relay(NetSocket near) {
        near.pause();
        client.connect(to, "127.0.0.1").onFailure(refused -> near.close()).onSuccess(far -> {
            join(near, far);
            join(far, near);
            near.resume();
        });
    }

    private void join(NetSocket one, NetSocket other) {
        sockets.add(one);
        one.closeHandler(end -> {
            sockets.remove(one);
            other.close();
        });
        one.handler(other::write);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
