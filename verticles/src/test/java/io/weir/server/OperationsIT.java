package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.graph.action.ActionSchemas;
import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cart of the document on asynchronous mutations, as it is written there, over a whole node. */
@Timeout(120)
class OperationsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SCHEMA = """
            type Mutation {
              createEmptyCart(cartMask: String!): OperationStateInterface!
                @action(url: "ORIGIN/carts", mode: ASYNC, batch: { size: 50, window: "1s" })
              saveCart(cartMask: String!): OperationStateInterface!
                @action(url: "ORIGIN/save", mode: ASYNC, completed: "CartSaveOperationCompleted")
              saveCartNow(cartMask: String!): OperationStateInterface!
                @action(url: "ORIGIN/save", mode: SYNC, completed: "CartSaveOperationCompleted")
            }
            """ + ActionSchemas.OPERATIONS;

    private static final String SAVED = "{\"increment_id\":\"AA000000001\",\"items\":"
            + "[{\"sku\":\"simple-product-1\",\"qty\":1},{\"sku\":\"simple-product-2\",\"qty\":2}]}";

    @TempDir
    Path folder;

    private final PostgresDatabase database = Postgres.database();
    private final Vertx vertx = Vertx.vertx();
    /** How many commands each call carried. */
    private final List<Integer> batches = new CopyOnWriteArrayList<>();

    private NodeProcess node;

    @BeforeEach
    void start() throws Exception {
        HttpServer shop = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        String origin = "http://127.0.0.1:" + shop.actualPort();
        node = NodeProcess.start(
                folder, "node", SCHEMA.replace("ORIGIN", origin), """
                store: { kind: postgres, uri: "%s" }
                actions: { allow: ["%s"], fields: { createEmptyCart: { concurrency: 100 } } }
                """.formatted(database.uri(), origin));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldGiveEachOfFiftyCommandsItsOwnOutcomeThoughOneSpoilsTheBatch() throws Exception {
        // When
        String fields = IntStream.range(0, 50)
                .mapToObj(i -> "c%d: createEmptyCart(cartMask: \"%s\") { __typename identifier }"
                        .formatted(i, i == 33 ? "bad" : "mask" + i))
                .collect(Collectors.joining(" "));
        JsonObject accepted = node.ask("mutation { " + fields + " }").getJsonObject("data");
        List<String> ids = IntStream.range(0, 50)
                .mapToObj(i -> accepted.getJsonObject("c" + i).getString("identifier"))
                .toList();

        // Then
        assertThat(accepted.getJsonObject("c0").getString("__typename")).isEqualTo("OperationAccepted");
        JsonArray ended = ended(ids);
        for (int i = 0; i < 50; i++) {
            JsonObject state = ended.getJsonObject(i);
            assertThat(state.getString("identifier")).isEqualTo(ids.get(i));
            assertThat(state.encode())
                    .contains(
                            i == 33
                                    ? "\"failures\":[{\"message\":\"there is no cart like that\"}]"
                                    : "\"changedEntities\":[{\"type\":\"Cart\",\"identifiers\":[\"mask" + i + "\"]}]");
        }
        assertThat(batches.get(0)).as(batches::toString).isEqualTo(50);
        assertThat(batches).last().isEqualTo(1);
    }

    @Test
    void shouldShowTheSameCartLaterAndAtOnce() throws Exception {
        // When
        String id = node.ask("mutation { saveCart(cartMask: \"m\") { identifier } }")
                .getJsonObject("data")
                .getJsonObject("saveCart")
                .getString("identifier");
        JsonObject later = ended(List.of(id)).getJsonObject(0);
        JsonObject now = node.ask("mutation { saveCartNow(cartMask: \"m\") { __typename identifier"
                        + " ... on CartSaveOperationCompleted { cart { increment_id items { sku qty } } } } }")
                .getJsonObject("data")
                .getJsonObject("saveCartNow");

        // Then
        assertThat(later.getString("identifier")).isEqualTo(id);
        for (JsonObject state : List.of(later, now)) {
            assertThat(state.getString("__typename")).isEqualTo("CartSaveOperationCompleted");
            assertThat(state.getJsonObject("cart").encode()).isEqualTo(SAVED);
        }
    }

    /** How these operations stand once all have ended. */
    private JsonArray ended(List<String> ids) {
        String query = """
                { queue(operationIdentifiers: %s) { __typename identifier
                  ... on PersistOperationCompleted { changedEntities { type identifiers } }
                  ... on CartSaveOperationCompleted { cart { increment_id items { sku qty } } }
                  ... on OperationFailed { failures { message } } } }""".formatted(new JsonArray(ids).encode());
        return await().atMost(PATIENCE)
                .until(
                        () -> node.ask(query).getJsonObject("data").getJsonArray("queue"),
                        queue -> !queue.encode().contains("OperationAccepted")
                                && !queue.encode().contains("OperationInProgress"));
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            request.response().putHeader("content-type", "application/json");
            if (request.path().equals("/save")) {
                request.response().end("{\"cart\":" + SAVED + "}");
            } else {
                create(request, body.toJsonObject().getJsonArray("commands"));
            }
        });
    }

    /** All or nothing, as a simple API is. */
    private void create(HttpServerRequest request, JsonArray commands) {
        batches.add(commands.size());
        if (commands.encode().contains("\"bad\"")) {
            request.response().setStatusCode(422).end("{\"message\":\"there is no cart like that\"}");
            return;
        }
        JsonArray outcomes = new JsonArray();
        for (Object each : commands) {
            JsonObject command = (JsonObject) each;
            JsonObject changed = new JsonObject()
                    .put("type", "Cart")
                    .put(
                            "identifiers",
                            new JsonArray().add(command.getJsonObject("args").getString("cartMask")));
            outcomes.add(new JsonObject()
                    .put("identifier", command.getString("identifier"))
                    .put("result", new JsonObject().put("changedEntities", new JsonArray().add(changed))));
        }
        request.response().end(new JsonObject().put("outcomes", outcomes).encode());
    }
}
