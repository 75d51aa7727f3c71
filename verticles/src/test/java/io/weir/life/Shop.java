package io.weir.life;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A system outside that actions and deliveries call: it does a thing once for each idempotency key, remembers which keys
 * came for the same thing, and which events it was told. Thread-safe.
 */
final class Shop implements AutoCloseable {

    private static final long LAG_MILLIS = 30;

    private static final long REPORT_MILLIS = 300;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Set<String>> keys = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Map<String, Set<Integer>> told = new ConcurrentHashMap<>();
    private final Consumer<String> ledger;
    private final String origin;
    private volatile long millis = LAG_MILLIS;

    /**
     * Listens on an address of this machine.
     *
     * @param ledger told the actions whose writes the ledger shows, some time later
     */
    Shop(String host, Consumer<String> ledger) throws Exception {
        this.ledger = ledger;
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, host)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        origin = "http://" + host + ':' + server.actualPort();
    }

    String origin() {
        return origin;
    }

    /** From now on a call takes this long. */
    void takes(long atMost) {
        millis = atMost;
    }

    /** The keys with which each thing was asked for: more than one is an effect too many. */
    Map<String, Set<String>> keys() {
        return keys;
    }

    /** How often each key was seen. */
    Map<String, Integer> calls() {
        return calls;
    }

    /** The events that each webhook was told of, by the webhook's id: more than one is another event under its name. */
    Map<String, Set<Integer>> told() {
        return told;
    }

    private void answer(HttpServerRequest request) {
        String key = request.getHeader("Idempotency-Key");
        request.body().onSuccess(body -> {
            JsonObject asked = body.toJsonObject();
            if (request.path().equals("/hook")) {
                int n = asked.getJsonObject("data").getJsonObject("readings").getInteger("n");
                told.computeIfAbsent(request.getHeader("webhook-id"), id -> ConcurrentHashMap.newKeySet())
                        .add(n);
                request.response().end();
                return;
            }
            keys.computeIfAbsent(asked.getString("note"), note -> ConcurrentHashMap.newKeySet())
                    .add(key);
            calls.merge(key, 1, Integer::sum);
            if (request.path().equals("/seen")) {
                vertx.setTimer(REPORT_MILLIS, timer -> ledger.accept(request.getHeader("Weir-Action-Id")));
            }
            vertx.setTimer(
                    millis,
                    timer -> request.response()
                            .putHeader("content-type", "application/json")
                            .end(asked.encode()));
        });
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
