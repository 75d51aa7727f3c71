package io.weir.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.weir.bus.TakeReports;
import io.weir.server.ConfiguredNode;
import io.weir.testing.Postgres;
import io.weir.testing.SubgraphServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A subgraph that lags behind its events, and says how far it is: what clients see of it when they await it, and else. */
@Timeout(180)
class AwaitedEventsIT {

    private static final int EVENTS = 300;
    private static final int PRODUCTS = 7;
    /** How far the subgraph lags behind, at random. */
    private static final int LAG_MILLIS = 2_000;

    private static final String SEARCH = """
            type Query { product(id: ID!): Product }
            type Product @key(fields: "id") { id: ID! indexed: Int }
            """;

    private static final String EVENT_SDL = """
            type Subscription {
              awaited: Product @eventsSubscribe(topic: "products", awaits: ["search"])
              hasty: Product @eventsSubscribe(topic: "products")
              kept(after: String): Product @eventsSubscribe(topic: "kept", resume: "after", awaits: ["search"])
            }
            type Product @key(fields: "id", resolvable: false) { id: ID! @external version: Int }
            """;

    @TempDir
    Path folder;

    private final Random random = new Random();
    private final Map<String, Integer> index = new ConcurrentHashMap<>();
    private SubgraphServer search;
    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        search = SubgraphServer.serving(SEARCH)
                .field("Query", "product", env -> product(env.getArgument("id")))
                .entity("Product", key -> product(String.valueOf(key.get("id"))))
                .start();
        Files.writeString(folder.resolve("events.graphql"), EVENT_SDL);
        Files.writeString(folder.resolve("search.graphql"), SEARCH);
        node = ConfiguredNode.start(
                folder, """
                graph:
                  schemas: [events.graphql]
                  subgraphs: [{ name: search, url: "%s", schema: search.graphql }]
                store: { kind: postgres, uri: "%s" }
                consistency: { systems: { search: { report: ack, timeout: 30s } } }
                """.formatted(search.url(), Postgres.database().uri()));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        search.close();
    }

    private Map<String, Object> product(String id) {
        return Map.of("id", id, "indexed", index.getOrDefault(id, 0));
    }

    /** Says that there is a version of a product. */
    private void publish(String topic, int version) throws Exception {
        node.publish(
                topic, "{\"__typename\":\"Product\",\"id\":\"%s\",\"version\":%d}".formatted(id(version), version));
    }

    private static String id(int version) {
        return "" + version % PRODUCTS;
    }

    /** The subgraph has it some time later, and says so. */
    private void index(int version) {
        node.vertx().setTimer(1 + random.nextInt(LAG_MILLIS), later -> {
            index.merge(id(version), version, Math::max);
            report(id(version), version);
        });
    }

    private void report(String id, int version) {
        Buffer report = new JsonObject()
                .put("system", "search")
                .put("key", "Product:" + id)
                .put("version", version)
                .toBuffer();
        node.vertx().eventBus().send(TakeReports.TOPIC, report);
    }

    private static String subscription(String field) {
        return "subscription { %s { id version indexed } }".formatted(field);
    }

    /** The next so many products of a stream. */
    private static List<JsonObject> read(EventStream stream, String field, int count) throws Exception {
        List<JsonObject> products = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            products.add(stream.next().root(field));
        }
        return products;
    }

    private static List<Integer> versions(List<JsonObject> products) {
        return products.stream().map(product -> product.getInteger("version")).toList();
    }

    private static List<JsonObject> stale(List<JsonObject> products) {
        return products.stream()
                .filter(product -> product.getInteger("indexed") < product.getInteger("version"))
                .toList();
    }

    @Test
    void shouldShowEachEventWithWhatTheSystemMadeOfIt() throws Exception {
        try (EventStream awaited = SseStream.open(node.port(), subscription("awaited"));
                EventStream hasty = WsStream.open(node.port(), subscription("hasty"))) {
            // When
            for (int version = 1; version <= EVENTS; version++) {
                publish("products", version);
                index(version);
            }

            // Then
            List<JsonObject> there = read(awaited, "awaited", EVENTS);
            assertThat(stale(there)).isEmpty();
            assertThat(versions(there))
                    .isEqualTo(IntStream.rangeClosed(1, EVENTS).boxed().toList());
            assertThat(stale(read(hasty, "hasty", EVENTS)))
                    .as("what those see who do not wait")
                    .isNotEmpty();
        }
    }

    @Test
    void shouldShowNothingStaleOfWhatIsReadAgain() throws Exception {
        // Given
        String last;
        try (EventStream first = SseStream.open(node.port(), subscription("kept"))) {
            publish("kept", 1);
            index(1);
            last = first.next().place();
        }

        // When the client comes back before the subgraph has caught up
        for (int version = 2; version <= EVENTS; version++) {
            publish("kept", version);
        }
        IntStream.rangeClosed(2, EVENTS).forEach(this::index);

        // Then
        try (EventStream again = SseStream.resume(node.port(), subscription("kept"), last)) {
            List<JsonObject> products = read(again, "kept", EVENTS - 1);
            assertThat(stale(products)).isEmpty();
            assertThat(versions(products))
                    .isEqualTo(IntStream.rangeClosed(2, EVENTS).boxed().toList());
        }
    }
}
