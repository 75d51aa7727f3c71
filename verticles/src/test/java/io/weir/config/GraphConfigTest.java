package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphConfigTest {

    @TempDir
    Path folder;

    private WrittenConfig config;

    @BeforeEach
    void write() {
        config = new WrittenConfig(folder);
    }

    @Test
    void shouldHaveDefaults() {
        // When
        GraphConfig defaults = config.load(GRAPH).graph();

        // Then
        List<Path> schemas = List.of(folder.resolve("schema.graphql"));
        assertThat(defaults)
                .isEqualTo(new GraphConfig(
                        schemas, Optional.empty(), SubgraphsConfig.NONE, true, 1000, QueryLimits.DEFAULT))
                .isEqualTo(GraphConfig.of(schemas));
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        config.write("other.graphql", "");
        config.write("supergraph.graphql", "");
        String yaml = """
                graph:
                  schemas: [other.graphql]
                  supergraph: supergraph.graphql
                  introspection: false
                  multipleRoots: false
                  planCache: 1
                  limits: { depth: 2 }
                  errors: { extensions: [reason] }
                  sdlCache: cache
                """;

        // When
        GraphConfig full = config.load(yaml).graph();

        // Then
        assertEveryKeyIsSet(full, config.load(GRAPH).graph());
        assertThat(full.schemas()).containsExactly(folder.resolve("other.graphql"));
        assertThat(full.supergraph()).contains(folder.resolve("supergraph.graphql"));
        assertThat(full.introspection()).isFalse();
        assertThat(full.multipleRoots()).isFalse();
        assertThat(full.planCache()).isEqualTo(1);
        assertThat(full.limits().depth()).isEqualTo(2);
        assertThat(full.subgraphs().sdlCache()).contains(folder.resolve("cache"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemas: [schema.graphql]",
                "supergraph: schema.graphql",
                "subgraphs: [{name: a, url: \"http://localhost/\"}]"
            })
    void shouldTakeTheGraphFromAnyOfThree(String source) {
        assertThat(config.load("graph: { " + source + " }\n").graph()).isNotEqualTo(GraphConfig.of(List.of()));
    }

    @Test
    void shouldNeedTheGraphFromSomewhere() {
        assertThat(config.problems("graph: { planCache: 10 }\n"))
                .containsExactly("1:8: graph: needs at least one of the keys schemas, supergraph, subgraphs");
    }

    @Test
    void shouldLetASupergraphGiveUrls() {
        // Given
        String entry = "subgraphs: [{name: a, timeout: 3s}]";

        // Then
        assertThat(config.problems("graph: { " + entry + " }\n"))
                .containsExactly("1:8: graph: the subgraph \"a\" has no url");
        assertThat(config.load("graph: { supergraph: schema.graphql, " + entry + " }\n")
                        .graph()
                        .subgraphs()
                        .entries())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            schemas: []                | 12 | `schemas: is empty; name at least one file`
            schemas: schema.graphql    | 12 | `schemas: is a single value, not a list such as [a, b]`
            schemas:                   | 11 | `schemas: is empty, not a list such as [a, b]`
            schemas: [~]               | 13 | `schemas[0]: has no value; give a path or a glob, such as schema.graphql or schemas/*.graphql, or remove the key`
            introspection: 1           | 18 | `introspection: "1" is not true or false`
            multipleRoots: no          | 18 | `multipleRoots: "no" is not true or false`
            planCache: 0               | 14 | `planCache: "0" is not a whole number from 1 to 100000000`
            """)
    void shouldRefuseBadValues(String line, int column, String problem) {
        // Given
        boolean schemas = line.startsWith("schemas");
        String graph = schemas ? "graph:\n\n  " : GRAPH + "  ";

        // When
        List<String> problems = config.problems(graph + line + "\n");

        // Then
        assertThat(problems).containsExactly("3:" + column + ": graph." + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GraphConfig(
                        List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 0, QueryLimits.DEFAULT))
                .withMessage("planCache: \"0\" is not a whole number from 1 to 100000000");
    }
}
