package io.weir.load.gate;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.weir.json.Json;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The handler of all mutations, in the runner's process: answers at once with version 1 of what it was asked for. */
public final class VersionHandler implements AutoCloseable {

    private static final int START_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong calls = new AtomicLong();
    private final HttpServer server;

    /** Listens on a free port. */
    public VersionHandler() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::onRequest)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(START_SECONDS, TimeUnit.SECONDS);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.actualPort());
    }

    /** How often it was called. */
    long calls() {
        return calls.get();
    }

    private void onRequest(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            calls.incrementAndGet();
            @Nullable Object id = Json.parse(body) instanceof Map<?, ?> arguments ? arguments.get("id") : null;
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end("{\"id\":\"%s\",\"version\":1}".formatted(id));
        });
    }

    @Override
    public void close() {
        vertx.close();
    }
}
