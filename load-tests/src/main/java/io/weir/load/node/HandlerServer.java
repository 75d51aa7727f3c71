package io.weir.load.node;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A handler of actions in the runner's process, on an event loop and a port of its own. */
public final class HandlerServer implements AutoCloseable {

    private static final int START_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** Listens on a free port. */
    public HandlerServer(Consumer<HttpServerRequest> handler) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(handler::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(START_SECONDS, TimeUnit.SECONDS);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.actualPort());
    }

    @Override
    public void close() {
        vertx.close();
    }
}
