package io.weir.load.action;

import io.vertx.core.http.HttpServerRequest;
import io.weir.json.Json;
import io.weir.load.node.HandlerServer;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The handler of {@code record}, in the runner's process: counts calls, tells of them, and answers at once or never. */
public final class RecordHandler implements AutoCloseable {

    private final AtomicLong calls = new AtomicLong();
    private final HandlerServer server;
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
        server = new HandlerServer(this::onRequest);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
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
        server.close();
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
