package io.weir.webshop;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The services of a web shop, which fail now and then, before they have done what they were asked to or after it. What they
 * did they know by order and idempotency key. Thread-safe.
 */
final class Office implements AutoCloseable {

    static final String CHARGES = "/charges";
    static final List<String> SERVICES = List.of(CHARGES, "/contacts", "/parcels", "/mails");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final double failing;
    private final Random random = new Random(7);
    private final Map<String, Set<String>> keys = new ConcurrentHashMap<>();
    private final Collection<String> done = new ConcurrentLinkedQueue<>();

    /**
     * Starts it.
     *
     * @param failing which part of all calls goes wrong, from 0 to 1
     */
    Office(double failing) throws Exception {
        this.failing = failing;
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> answer(request, body.toJsonObject().getJsonObject("data"))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private synchronized void answer(HttpServerRequest request, JsonObject data) {
        String order = data.getJsonObject("order").getString("id");
        if (random.nextDouble() < failing / 2) {
            request.response().setStatusCode(503).end();
            return;
        }
        if (request.path().equals(CHARGES) && order.startsWith("broke")) {
            request.response().setStatusCode(402).end();
            return;
        }
        boolean first = keys.computeIfAbsent(request.path() + " " + order, any -> ConcurrentHashMap.newKeySet())
                .add(request.getHeader("Idempotency-Key"));
        if (first) {
            done.add(order + " " + request.path());
        }
        if (random.nextDouble() < failing / 2) {
            request.connection().close(); // done, and no one knows
        } else {
            request.response().end(new JsonObject().put("id", "of-" + order).encode());
        }
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** The keys that a service has seen for an order. */
    Set<String> keys(String service, String order) {
        return keys.getOrDefault(service + " " + order, Set.of());
    }

    /** What was done for an order, in the order in which it was; each key once. */
    List<String> done(String order) {
        return done.stream()
                .filter(one -> one.startsWith(order + " "))
                .map(one -> one.substring(order.length() + 1))
                .toList();
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
