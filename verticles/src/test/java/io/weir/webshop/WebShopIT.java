package io.weir.webshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand orders through services that fail, on a node that is killed: each ends, and nobody is charged twice. */
@Timeout(300)
class WebShopIT {

    private static final int ORDERS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(200);

    @TempDir
    Path folder;

    private final PostgresDatabase store = Postgres.database();

    @Test
    void shouldBringEveryOrderToItsEnd() throws Exception {
        try (Office office = new Office(0.2);
                NodeProcess node = Shop.node(folder, "shop", store, office)) {
            // When: the node dies in the middle of it, twice
            place(node, 0, ORDERS / 2);
            node.kill();
            node.start();
            place(node, ORDERS / 2, ORDERS);
            await().atMost(PATIENCE).until(() -> count(node, "CONFIRMED") > ORDERS / 4);
            node.kill();
            node.start();

            // Then
            int broke = ORDERS / 20;
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(count(node, "CONFIRMED")).isEqualTo(ORDERS - broke));
            await().atMost(PATIENCE).until(() -> total(node) == ORDERS - broke);
            for (int number = 0; number < ORDERS; number++) {
                String order = order(number);
                assertThat(office.done(order))
                        .as(order)
                        .isEqualTo(order.startsWith("broke") ? List.of() : Office.SERVICES);
                assertThat(office.keys(Office.CHARGES, order)).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    private static String order(int number) {
        return (number % 20 == 3 ? "broke-" : "order-") + number;
    }

    /** Orders that are there already were placed by a call whose answer was lost. */
    private static void place(NodeProcess node, int from, int to) throws IOException, InterruptedException {
        for (int first = from; first < to; first += 50) {
            StringBuilder mutation = new StringBuilder("mutation {");
            IntStream.range(first, Math.min(first + 50, to))
                    .forEach(number -> mutation.append(" o%d: createOrder(input: {id: \"%s\", item: \"tea\"}) { state }"
                            .formatted(number, order(number))));
            JsonObject answer = node.ask(mutation.append(" }").toString());
            assertThat(answer.containsKey("errors")).as(answer.encode()).isFalse();
        }
    }

    private static int count(NodeProcess node, String state) throws IOException, InterruptedException {
        return node.ask("{ orders(filter: {state: {eq: %s}}, first: 1) { totalCount } }".formatted(state))
                .getJsonObject("data")
                .getJsonObject("orders")
                .getInteger("totalCount");
    }

    private static int total(NodeProcess node) throws IOException, InterruptedException {
        return node.ask("{ orders(first: 1) { totalCount } }")
                .getJsonObject("data")
                .getJsonObject("orders")
                .getInteger("totalCount");
    }
}
