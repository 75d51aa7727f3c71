package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of one cluster in one process. */
@Timeout(120)
class ClusterTest {

    private static final String SDL = """
            type Query { greet(name: String!): Greeting @eventsRequest(topic: "greet") }
            type Greeting { text: String }
            """;

    @TempDir
    Path folder;

    @Test
    void shouldAnswerWhatAnotherNodeKnows() throws Exception {
        ClusterPorts ports = ClusterPorts.take(2);
        try (ConfiguredNode one = start("one", ports.yaml(0), Role.all());
                ConfiguredNode two = start("two", ports.yaml(1), Set.of(Role.TRANSPORT))) {
            // Given
            await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
                assertThat(one.peers().members().nodes()).hasSize(2);
                assertThat(two.peers().members().nodes()).hasSize(2);
            });
            one.vertx()
                    .eventBus()
                    .consumer("greet", message -> message.reply("{\"text\":\"Hello\"}"))
                    .completion()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            // When
            String answer = two.graphql("{ greet(name: \"Ann\") { text } }");

            // Then
            assertThat(answer).isEqualTo("{\"data\":{\"greet\":{\"text\":\"Hello\"}}}");
        }
    }

    private ConfiguredNode start(String name, String cluster, Set<Role> roles) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("schema.graphql"), SDL);
        return ConfiguredNode.start(own, "graph: { schemas: [schema.graphql] }\n" + cluster, roles);
    }
}
