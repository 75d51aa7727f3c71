package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.weir.store.StoreFixture;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole node: a row is written, its event goes through the log to a webhook, and the row follows from the answer.
 *
 * <pre>
 *   createOrder ─▶ model.Order.created ─▶ log ─▶ charge ─▶ POST /charge ─▶ updateOrder(state: PAID)
 *                                                              └─ given up ─▶ updateOrder(state: ABORTED)
 * </pre>
 */
class DeliveriesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SCHEMA = """
            enum OrderState { PLACED PAID ABORTED }
            type Order @model {
              id: ID!
              amount: Int!
              state: OrderState! @stateMachine(initial: "PLACED", transitions: ["PLACED -> PAID", "PLACED -> ABORTED"])
            }
            """;

    private static final String DOCUMENT = "subscription { orderCreated { id node { id amount state } } }";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final PostgresDatabase database = Postgres.database();
    private final Map<String, AtomicInteger> charges = new ConcurrentHashMap<>();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        Files.writeString(folder.resolve("shop.graphql"), SCHEMA);
        Files.writeString(folder.resolve("charge.graphql"), DOCUMENT);
        port = StoreFixture.await(vertx.createHttpServer()
                        .requestHandler(request -> request.body().onSuccess(body -> {
                            int attempt = charges.computeIfAbsent(
                                            request.getHeader("Idempotency-Key"), key -> new AtomicInteger())
                                    .incrementAndGet();
                            int amount = body.toJsonObject()
                                    .getJsonObject("data")
                                    .getJsonObject("orderCreated")
                                    .getJsonObject("node")
                                    .getInteger("amount");
                            boolean fails = amount % 5 == 0 || attempt == 1 && amount % 3 == 0;
                            request.response().setStatusCode(fails ? 503 : 200).end("{\"receipt\":\"r\"}");
                        }))
                        .listen(0))
                .actualPort();
    }

    @AfterEach
    void close() {
        StoreFixture.await(vertx.close());
    }

    @Test
    void shouldMoveEachOrderByWhatItsChargeCameTo() throws Exception {
        // given
        String yaml = """
                graph: { schemas: [shop.graphql] }
                store: { kind: postgres, uri: "%s" }
                actions: { allow: ["http://127.0.0.1:%d"] }
                deliveries:
                  - name: charge
                    document: charge.graphql
                    target: { url: "http://127.0.0.1:%d/charge" }
                    then: "updateOrder(id: {{ event.id }}, input: { state: PAID })"
                    onFailure: "updateOrder(id: {{ event.id }}, input: { state: ABORTED })"
                    retry: { schedule: [0s, 10ms, 10ms] }
                """.formatted(database.uri(), port, port);
        ConfiguredNode.configure(folder, yaml);
        try (ConfiguredNode node = ConfiguredNode.start(folder, yaml)) {
            await().atMost(PATIENCE)
                    .until(() -> database.query("select 1 from weir.delivery_subscription where lease_until > now()")
                                    .size()
                            == 1);

            // when
            for (int amount = 1; amount <= 30; amount++) {
                JsonObject answer = new JsonObject(node.graphql(
                        "mutation { createOrder(input: {id: \"o%1$d\", amount: %1$d}) { state } }".formatted(amount)));
                assertThat(answer.getJsonArray("errors")).isNull();
            }

            // then
            await().atMost(PATIENCE).until(() -> states(node, "PLACED") == 0);
            assertThat(states(node, "PAID")).isEqualTo(24);
            assertThat(states(node, "ABORTED")).isEqualTo(6);
            assertThat(charges).hasSize(30);
            await().atMost(PATIENCE)
                    .until(() -> database.query("select 1 from weir.delivery where state <> 'PENDING'")
                                    .size()
                            == 30);
            assertThat(database.queryOne("select count(*) from weir.delivery where state = 'FAILED'"))
                    .isEqualTo("6");
        }
    }

    private static int states(ConfiguredNode node, String state) throws Exception {
        return new JsonObject(node.graphql("{ orders(filter: {state: {eq: %s}}) { totalCount } }".formatted(state)))
                .getJsonObject("data")
                .getJsonObject("orders")
                .getInteger("totalCount");
    }
}
