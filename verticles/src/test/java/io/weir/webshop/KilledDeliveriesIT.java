package io.weir.webshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed after writes were answered, and again while it delivers: all is delivered, in order for each row. */
@Timeout(240)
class KilledDeliveriesIT {

    private static final int ROWS = 10;
    private static final int UPDATES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    @Test
    void shouldDeliverEveryEventInOrder() throws Exception {
        // Given
        String document = "subscription { order: orderUpdated { id version after { item } } }";
        try (Hearer hearer = new Hearer(100);
                NodeProcess node = ToldNode.start(folder, Postgres.database(), hearer, document)) {
            ask(node, row -> " c%d: createOrder(input: {id: \"%d\", item: \"0\"}) { id }".formatted(row, row));

            // When: killed as soon as the writes are answered, and in the middle of deliveries
            for (int update = 1; update <= UPDATES; update++) {
                String item = String.valueOf(update);
                ask(
                        node,
                        row -> " u%d: updateOrder(id: \"%d\", input: {item: \"%s\"}) { id }".formatted(row, row, item));
                if (update == UPDATES / 2 || update == UPDATES) {
                    node.kill();
                    node.start();
                }
            }
            int seen = hearer.heard().size();
            await().atMost(PATIENCE)
                    .until(() -> hearer.heard().size() > seen + ROWS
                            || hearer.heard().size() >= ROWS * UPDATES);
            node.kill();
            node.start();

            // Then
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> IntStream.range(0, ROWS)
                            .forEach(row -> assertThat(versions(hearer, row).stream()
                                            .distinct()
                                            .toList())
                                    .isEqualTo(IntStream.rangeClosed(2, UPDATES + 1)
                                            .boxed()
                                            .toList())));
            for (int row = 0; row < ROWS; row++) {
                assertThat(versions(hearer, row)).isSorted();
            }
        }
    }

    private static List<Integer> versions(Hearer hearer, int row) {
        return hearer.heard().stream()
                .map(heard -> heard.data().getJsonObject("order"))
                .filter(order -> order.getString("id").equals(String.valueOf(row)))
                .map(order -> order.getInteger("version"))
                .toList();
    }

    private interface Part {
        String of(int row);
    }

    private static void ask(NodeProcess node, Part part) throws IOException, InterruptedException {
        StringBuilder mutation = new StringBuilder("mutation {");
        IntStream.range(0, ROWS).forEach(row -> mutation.append(part.of(row)));
        JsonObject answer = node.ask(mutation.append(" }").toString());
        assertThat(answer.containsKey("errors")).as(answer.encode()).isFalse();
    }
}
