package io.weir.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka has no replies: a field that asks over it is found before anything starts. */
class UnansweringProvidersTest {

    @TempDir
    Path folder;

    @Test
    void shouldRefuseToAskOverKafka() throws Exception {
        // Given
        Path sdl = Files.writeString(folder.resolve("s.graphql"), """
                type Query {
                  employee(id: ID!): Employee! @eventsRequest(topic: "get.{{ args.id }}", provider: "stream")
                }
                type Mutation { hire(id: ID!): edfs__PublishResult! @edfs__kafkaPublish(topic: "hired", providerId: "stream") }
                type Employee { id: ID! }
                """);
        Path file = Files.writeString(folder.resolve("weir.yaml"), """
                graph: { schemas: [s.graphql] }
                providers: { stream: { kind: kafka, brokers: "localhost:9092" } }
                """);
        WeirConfig config = ConfigLoader.load(file, Map.of());

        // When
        GraphException refused = catchThrowableOfType(GraphException.class, () -> GraphLoader.load(config));

        // Then
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith(sdl + ":2:32: ")
                        .contains("@eventsRequest(provider: \"stream\")", "Kafka"));
    }
}
