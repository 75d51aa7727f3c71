package io.weir.load.action;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.weir.json.Json;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The handler of {@code record}, in the runner's process: counts calls, tells of them, and answers at once or never. */
public final class RecordHandler implements AutoCloseable {

    private static final int START_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong calls = new AtomicLong();
    private final HttpServer server;
    private volatile boolean silent;
    private volatile Listener listener = (note, nanos) -> {};

    /** Told of each call, on one thread. */
    interface Listener {

        /**
         * A call has come.
         *
         * @param note the action's argument
         * @param nanos when, by {@link System#nanoTime}
         */
        void onCall(String note, long nanos);
    }

    /** Listens on a free port. */
    public RecordHandler() throws Exception {
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

    /** Whether calls are left without an answer from now on. */
    public void silent(boolean value) {
        silent = value;
    }

    void listener(Listener told) {
        listener = told;
    }

    /** How often it was called. */
    long calls() {
        return calls.get();
    }

    @Override
    public void close() {
        vertx.close();
    }

    private void onRequest(HttpServerRequest request) {
        long nanos = System.nanoTime();
        request.body().onSuccess(body -> {
            calls.incrementAndGet();
            @Nullable Object note = Json.parse(body) instanceof Map<?, ?> arguments ? arguments.get("note") : null;
            listener.onCall(String.valueOf(note), nanos);
            if (!silent) {
                request.response().putHeader("Content-Type", "application/json").end("{\"note\":\"recorded\"}");
            }
        });
    }
}
