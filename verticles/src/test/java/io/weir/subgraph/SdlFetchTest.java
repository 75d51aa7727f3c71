package io.weir.subgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.CallConfig;
import io.weir.config.Problem;
import io.weir.config.SubgraphConfig;
import io.weir.config.SubgraphsConfig;
import io.weir.graph.sdl.SdlText;
import io.weir.testing.Behaviour;
import io.weir.testing.SubgraphServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdlFetchTest {

    @TempDir
    Path folder;

    private final SubgraphServer server = SubgraphServer.serving("""
                    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
                    type Query { employee: Employee }
                    type Employee @key(fields: "id") { id: ID! }
                    """).start();
    private final List<Problem> problems = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldAskSubgraphsWithoutAFile() {
        // Given
        SubgraphConfig other = SubgraphConfig.of("b", server.url(), folder.resolve("b.graphql"));

        // When
        Map<String, SdlText> fetched = SdlFetch.fetch(SubgraphsConfig.of(asked(), other), problems);

        // Then
        assertThat(problems).isEmpty();
        assertThat(fetched).containsOnlyKeys("a");
        assertThat(fetched.get("a").text()).contains("type Employee", "@key(fields");
        assertThat(fetched.get("a").name()).isEqualTo("graph.subgraphs.a");
    }

    @Test
    void shouldUseWhatItKeptWhenTheSubgraphIsDown() throws IOException {
        // Given
        SubgraphsConfig config = cached();
        String first = SdlFetch.fetch(config, problems).get("a").text();
        server.pause();

        // When
        SdlText again = SdlFetch.fetch(config, problems).get("a");

        // Then
        assertThat(problems).isEmpty();
        assertThat(again.text()).isEqualTo(first);
        assertThat(again.name())
                .isEqualTo(folder.resolve("cache").resolve("a.graphql").toString());
        assertThat(files()).containsExactly("a.graphql");
    }

    @Test
    void shouldKeepWhatIsNew() throws IOException {
        // Given
        Files.createDirectory(folder.resolve("cache"));
        Files.writeString(folder.resolve("cache").resolve("a.graphql"), "type Query { old: Int }");

        // When
        SdlFetch.fetch(cached(), problems);

        // Then
        assertThat(folder.resolve("cache").resolve("a.graphql")).content().contains("type Employee");
    }

    @Test
    void shouldReportASubgraphThatIsDownAndWasNeverAsked() {
        // Given
        server.pause();

        // When
        Map<String, SdlText> fetched = SdlFetch.fetch(SubgraphsConfig.of(asked()), problems);

        // Then
        assertThat(fetched).isEmpty();
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly("graph.subgraphs.a:1:1: its SDL could not be fetched: the subgraph \"a\" could not be"
                        + " reached; start it, or name a file with its SDL (schema:), or a folder that keeps what is"
                        + " fetched (graph.sdlCache)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errors\":[{\"message\":\"no field _service\"}]}",
                "{\"data\":{\"_service\":null}}",
                "{\"data\":{\"_service\":{\"sdl\":\" \"}}}",
                "{\"data\":{\"_service\"}"
            })
    void shouldReportASubgraphThatHasNoSdl(String reply) {
        // Given
        server.behave(Behaviour.response(200, reply));

        // When
        SdlFetch.fetch(SubgraphsConfig.of(asked()), problems);

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith(
                        "graph.subgraphs.a:1:1: its SDL could not be fetched: it does not answer { _service { sdl } }");
    }

    @Test
    void shouldStartWithoutAPlaceToKeepIt() throws IOException {
        // Given: the folder cannot be made, since its parent is a file
        Path file = Files.writeString(folder.resolve("file"), "");

        // When
        SubgraphsConfig config =
                new SubgraphsConfig(List.of(asked()), CallConfig.DEFAULT, Optional.of(file.resolve("cache")));

        // Then
        assertThat(SdlFetch.fetch(config, problems)).containsOnlyKeys("a");
        assertThat(problems).isEmpty();
    }

    private SubgraphsConfig cached() {
        return new SubgraphsConfig(List.of(asked()), CallConfig.DEFAULT, Optional.of(folder.resolve("cache")));
    }

    private SubgraphConfig asked() {
        return new SubgraphConfig("a", Optional.of(server.url()), Optional.empty(), CallConfig.DEFAULT);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
