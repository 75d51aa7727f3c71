package io.weir.webshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An order that has moved on is still told of as it was. */
@Timeout(120)
class SeenAsItWasIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void shouldTellOfTheMiddleOneOfThreeUpdates() throws Exception {
        // Given
        String document = """
                subscription {
                  order: orderUpdated(filter: { after: { state: { eq: RECORDED } } }) {
                    id changed version before { state item } after { state item }
                  }
                }
                """;
        try (Hearer hearer = new Hearer(0);
                NodeProcess node = ToldNode.start(folder, Postgres.database(), hearer, document)) {
            node.ask("mutation { createOrder(input: {id: \"1\", item: \"tea\"}) { id } }");

            // When
            JsonObject moved = node.ask("mutation {"
                    + " a: updateOrder(id: \"1\", input: {state: PAID}) { version }"
                    + " b: updateOrder(id: \"1\", input: {state: RECORDED}) { version }"
                    + " c: updateOrder(id: \"1\", input: {state: SHIPPED}) { version } }");
            node.ask("mutation { createOrder(input: {id: \"2\", item: \"mug\"}) { id }"
                    + " a: updateOrder(id: \"2\", input: {state: PAID}) { id }"
                    + " b: updateOrder(id: \"2\", input: {state: RECORDED}) { id } }");

            // Then: the second order's, which came later, is all that came besides
            assertThat(moved.containsKey("errors")).as(moved.encode()).isFalse();
            await().atMost(PATIENCE).until(() -> hearer.heard().size() == 2);
            JsonObject told = hearer.heard().stream()
                    .map(heard -> heard.data().getJsonObject("order"))
                    .filter(order -> order.getString("id").equals("1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(told).isEqualTo(new JsonObject("""
                            {"id": "1", "changed": ["state"], "version": 3,
                             "before": {"state": "PAID", "item": "tea"}, "after": {"state": "RECORDED", "item": "tea"}}
                            """));
        }
    }
}
