package io.weir.consistency;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A shop that takes orders at once, on a socket of its own, and three systems that show them some time later:
 *
 * <pre>
 *            ┌─▶ ledger     reports the action
 *  orders ───┼─▶ readModel  reports the order and its version
 *            └─▶ search     knows nothing of Weir: it is asked
 * </pre>
 *
 * A report that was not taken is sent again until it is. Thread-safe.
 */
final class LaggingSystems implements AutoCloseable {

    static final String LEDGER = "ledger";
    static final String READ_MODEL = "readModel";
    static final String SEARCH = "search";
    static final List<String> ALL = List.of(LEDGER, READ_MODEL, SEARCH);

    private static final String SDL = """
            type Query { order(id: ID!): Order! @eventsRequest(topic: "getOrder.{{ args.id }}") }
            type Mutation {
              placeOrder(id: ID!): PlacedOrder!
                @action(url: "SHOP/orders", affects: ["ledger", "readModel", "search"])
              placeOrderUnsafe(id: ID!): PlacedOrder! @action(url: "SHOP/orders")
              placeOrderOrStale(id: ID!): PlacedOrder!
                @action(url: "SHOP/orders", affects: ["ledger", "readModel", "search"], onTimeout: STALE)
              placeOrderLater(id: ID!): PlacedOrder!
                @action(url: "SHOP/orders", affects: ["ledger", "readModel", "search"], mode: ASYNC)
            }
            type Subscription {
              orderPlaced(actionId: ID!): PlacedOrder! @actionUpdate
              ordered(after: String): Order @eventsSubscribe(topic: "ordered", resume: "after")
            }
            type PlacedOrder { actionId: ID! id: ID version: Int }
            type Order { id: ID! version: Int! }
            """;

    private static final String CONFIGURATION = """
            store: { kind: postgres, uri: "STORE" }
            actions: { allow: ["SHOP"], lease: 3s }
            consistency:
              timeout: TIMEOUT
              systems:
                ledger: { report: ack }
                readModel: { report: ack, key: "Order:{{ response.id }}" }
                search: { report: probe, url: "SHOP/search/{{ response.id }}", at: /version, least: "{{ response.version }}" }
            """;

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int SECONDS = 10;
    private static final long AGAIN_MILLIS = 100;

    private record Write(String actionId, String id, int version) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient reports = vertx.createHttpClient();
    private final HttpServer server;
    private final LongSupplier lagMillis;

    private final Map<String, Integer> shop = new ConcurrentHashMap<>();
    private final Map<String, Write> writes = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    private final Set<String> ledger = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> readModel = new ConcurrentHashMap<>();
    private final Map<String, Integer> search = new ConcurrentHashMap<>();

    private final Map<String, List<Write>> held = new HashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private volatile int port;

    /**
     * Listens.
     *
     * @param lagMillis asked for each write and each system: how much later it shows it, at least 1
     */
    LaggingSystems(LongSupplier lagMillis) throws Exception {
        this.lagMillis = lagMillis;
        server = get(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    }

    /** The schema of a node whose actions write to the shop. */
    String sdl() {
        return SDL.replace("SHOP", origin());
    }

    /** The configuration of such a node, but for the graph. */
    String configuration(String store, String timeout) {
        return CONFIGURATION.replace("SHOP", origin()).replace("STORE", store).replace("TIMEOUT", timeout);
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** The node that systems report to from now on. */
    void reportTo(int node) {
        port = node;
    }

    /** Answers {@code getOrder.*} on a node's event bus from the read model; version 0 is none. */
    void serve(Vertx node) throws Exception {
        get(node.eventBus()
                .<JsonObject>consumer("getOrder.*", question -> {
                    String id = String.valueOf(question.body().getValue("id"));
                    question.reply(JsonObject.of("id", id, "version", readModel.getOrDefault(id, 0)));
                })
                .completion());
    }

    /** Until {@link #release} the system shows nothing new. */
    void hold(String system) {
        synchronized (held) {
            held.put(system, new ArrayList<>());
        }
    }

    /** The system catches up. */
    void release(String system) {
        synchronized (held) {
            held.remove(system).forEach(write -> apply(system, write));
        }
    }

    /** Those that do not show a write at this moment. */
    List<String> behind(JsonObject placed) {
        String id = placed.getString("id");
        int version = placed.getInteger("version");
        List<String> behind = new ArrayList<>(ALL);
        behind.removeIf(system -> switch (system) {
            case LEDGER -> ledger.contains(placed.getString("actionId"));
            case READ_MODEL -> readModel.getOrDefault(id, 0) >= version;
            default -> search.getOrDefault(id, 0) >= version;
        });
        return behind;
    }

    /** How often the shop was called for each action. */
    Map<String, Integer> calls() {
        return calls;
    }

    /** What was said to reports that will never be taken. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    private void answer(HttpServerRequest request) {
        if (request.path().startsWith("/search/")) {
            Integer version = search.get(request.path().substring("/search/".length()));
            request.response()
                    .setStatusCode(version == null ? NOT_FOUND : 200)
                    .end(JsonObject.of("version", version).toBuffer());
            return;
        }
        String actionId = request.getHeader("Weir-Action-Id");
        request.body()
                .onSuccess(body -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(place(actionId, body.toJsonObject().getString("id"))
                                .toBuffer()));
    }

    private JsonObject place(String actionId, String id) {
        calls.merge(actionId, 1, Integer::sum);
        Write write = writes.computeIfAbsent(actionId, key -> new Write(key, id, shop.merge(id, 1, Integer::sum)));
        ALL.forEach(system -> vertx.setTimer(lagMillis.getAsLong(), timer -> arrive(system, write)));
        return JsonObject.of("id", id, "version", write.version());
    }

    private void arrive(String system, Write write) {
        synchronized (held) {
            List<Write> waiting = held.get(system);
            if (waiting == null) {
                apply(system, write);
            } else {
                waiting.add(write);
            }
        }
    }

    private void apply(String system, Write write) {
        switch (system) {
            case LEDGER -> {
                ledger.add(write.actionId());
                report(JsonObject.of("system", LEDGER, "actionId", write.actionId()));
            }
            case READ_MODEL -> {
                readModel.merge(write.id(), write.version(), Math::max);
                report(JsonObject.of("system", READ_MODEL, "key", "Order:" + write.id(), "version", write.version()));
            }
            default -> search.merge(write.id(), write.version(), Math::max);
        }
    }

    private void report(JsonObject applied) {
        reports.request(HttpMethod.POST, port, "127.0.0.1", "/consistency/acks")
                .compose(request -> request.putHeader("content-type", "application/json")
                        .send(applied.toBuffer())
                        .compose(answer -> answer.body().map(said -> answer.statusCode() + " " + said)))
                .onComplete(answer -> {
                    if (answer.failed() || answer.result().startsWith(String.valueOf(UNAVAILABLE))) {
                        vertx.setTimer(AGAIN_MILLIS, timer -> report(applied));
                    } else if (!answer.result().startsWith("202")) {
                        refused.add(applied + ": " + answer.result());
                    }
                });
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        get(vertx.close());
    }
}
