package io.weir.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** An API on a socket of its own that takes some time for each call, and counts how often it saw each idempotency key. */
final class CountedApi implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private volatile long leastMillis;
    private volatile long mostMillis;

    CountedApi(long leastMillis, long mostMillis) throws Exception {
        takes(leastMillis, mostMillis);
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** From now on a call takes this long. */
    void takes(long least, long most) {
        leastMillis = least;
        mostMillis = most;
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** How often each key was seen. */
    Map<String, Integer> calls() {
        return calls;
    }

    private void answer(HttpServerRequest request) {
        String key = request.getHeader("Idempotency-Key");
        int call = calls.merge(key, 1, Integer::sum);
        long millis = ThreadLocalRandom.current().nextLong(leastMillis, mostMillis + 1);
        request.body()
                .onSuccess(body -> vertx.setTimer(
                        Math.max(1, millis),
                        timer -> request.response()
                                .putHeader("content-type", "application/json")
                                .end(body.toJsonObject()
                                        .mergeIn(new JsonObject().put("call", call))
                                        .encode())));
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
