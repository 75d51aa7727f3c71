package io.weir.trigger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.subgraph.SubgraphClient;
import io.weir.subgraph.SubgraphRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A subgraph of products, which answers at once, later, or when it is told to. Thread-safe. */
final class EntitySubgraph implements SubgraphClient {

    static final String SDL = """
            type Query { product(id: ID!): Product }
            type Product @key(fields: "id") { id: ID! price: Int }
            """;

    /** How often it was asked. */
    final AtomicInteger asked = new AtomicInteger();
    /** What a product costs, by its id. */
    volatile Function<String, Integer> prices = Integer::valueOf;

    private final Deque<Runnable> held = new ArrayDeque<>();
    private volatile boolean holding;
    private volatile int slowest;

    @Override
    public Future<Buffer> send(SubgraphRequest request) {
        asked.incrementAndGet();
        Context context = Vertx.currentContext();
        Promise<Buffer> reply = Promise.promise();
        if (holding) {
            synchronized (held) {
                held.add(() -> context.runOnContext(now -> reply.complete(answer(request))));
            }
        } else if (slowest > 0) {
            context.owner().setTimer(1 + new Random().nextInt(slowest), timer -> reply.complete(answer(request)));
        } else {
            reply.complete(answer(request));
        }
        return reply.future();
    }

    /** Answers later, each request after a time of its own. */
    void answerWithin(int millis) {
        slowest = millis;
    }

    void hold() {
        holding = true;
    }

    int holds() {
        synchronized (held) {
            return held.size();
        }
    }

    /** Answers one request that waits, the oldest. */
    void releaseOne() {
        synchronized (held) {
            held.remove().run();
        }
    }

    /** Answers the one behind the oldest. */
    void releaseSecond() {
        synchronized (held) {
            Runnable first = held.remove();
            held.remove().run();
            held.addFirst(first);
        }
    }

    /** Answers all that wait, and from now on at once. */
    void release() {
        holding = false;
        synchronized (held) {
            held.forEach(Runnable::run);
            held.clear();
        }
    }

    private Buffer answer(SubgraphRequest request) {
        JsonArray representations = new JsonObject(request.body())
                .getJsonObject("variables").stream()
                        .map(entry -> (JsonArray) entry.getValue())
                        .findFirst()
                        .orElseThrow();
        JsonArray entities = new JsonArray();
        for (int i = 0; i < representations.size(); i++) {
            String id = String.valueOf(representations.getJsonObject(i).getValue("id"));
            entities.add(new JsonObject().put("__typename", "Product").put("price", prices.apply(id)));
        }
        return new JsonObject()
                .put("data", new JsonObject().put("_entities", entities))
                .toBuffer();
    }
}
