package io.weir.load.gate;

import io.vertx.core.http.HttpServerRequest;
import io.weir.json.Json;
import io.weir.load.node.HandlerServer;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The handler of all mutations, in the runner's process: answers at once with version 1 of what it was asked for. */
public final class VersionHandler implements AutoCloseable {

    private final AtomicLong calls = new AtomicLong();
    private final HandlerServer server;

    /** Listens on a free port. */
    public VersionHandler() throws Exception {
        server = new HandlerServer(this::onRequest);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
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
        server.close();
    }
}
