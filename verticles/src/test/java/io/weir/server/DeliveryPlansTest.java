package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.config.Problem;
import io.weir.graph.GraphException;
import io.weir.graph.delivery.DeliveredGraph;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryPlansTest {

    @TempDir
    Path folder;

    @Test
    void shouldPlanTheDocumentsOfDeliveries() throws Exception {
        // Given
        DeliveredGraph graph = new DeliveredGraph(folder);
        graph.document("subscription { orderPlaced { id total } }");

        // Then
        assertThat(ConfiguredGraph.load(graph.config("")).deliveries()).hasSize(1);
    }

    @Test
    void shouldHoldDocumentsToTheLimitsOfClients() {
        // Given
        DeliveredGraph graph = new DeliveredGraph(folder);
        graph.document("subscription {%s }"
                .formatted(IntStream.range(0, 1000)
                        .mapToObj(" a%d: orderPlaced { id }"::formatted)
                        .collect(Collectors.joining())));

        // When
        GraphException refused =
                catchThrowableOfType(GraphException.class, () -> ConfiguredGraph.load(graph.config("")));

        // Then
        assertThat(refused.problems())
                .singleElement()
                .extracting(Problem::file, Problem::line)
                .containsExactly(folder.resolve("d.graphql"), 1);
    }
}
