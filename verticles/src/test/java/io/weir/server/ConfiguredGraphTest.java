package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Vertx;
import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.testing.SubgraphServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredGraphTest {

    @TempDir
    Path folder;

    @Test
    void shouldBuildTheGraphFromWhatSubgraphsSay() throws Exception {
        try (SubgraphServer server = employees()) {
            // When
            Graph graph = ConfiguredGraph.load(config(server));

            // Then
            assertThat(graph.sdl()).contains("employee: Employee").doesNotContain("_service");
            assertThat(graph.supergraph().subgraphs())
                    .singleElement()
                    .satisfies(subgraph -> assertThat(subgraph.url()).isEqualTo(server.url()));
        }
    }

    /** As a reload does it. */
    @Test
    void shouldBuildItOnAWorkerThreadOfAnotherVertx() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (SubgraphServer server = employees()) {
            WeirConfig config = config(server);
            Graph graph = vertx.executeBlocking(() -> ConfiguredGraph.load(config))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            assertThat(graph.sdl()).contains("employee: Employee");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldSayWhichSubgraphIsMissing() throws Exception {
        try (SubgraphServer server = employees()) {
            // Given
            WeirConfig config = config(server);
            server.pause();

            // Then
            assertThatExceptionOfType(GraphException.class)
                    .isThrownBy(() -> ConfiguredGraph.load(config))
                    .withMessageContaining("the subgraph \"employees\" could not be reached");
        }
    }

    private static SubgraphServer employees() {
        return SubgraphServer.serving("type Query { employee: Employee } type Employee { id: ID! }")
                .start();
    }

    private WeirConfig config(SubgraphServer server) throws Exception {
        Path file = Files.writeString(
                folder.resolve("weir.yaml"),
                "graph: { subgraphs: [{ name: employees, url: \"" + server.url() + "\", retries: 0 }] }\n");
        return ConfigLoader.load(file, Map.of());
    }
}
