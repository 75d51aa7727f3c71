package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    @TempDir
    Path folder;

    private WrittenConfig config;

    @BeforeEach
    void write() {
        config = new WrittenConfig(folder);
    }

    @Test
    void shouldReportEveryProblemInTheOrderOfTheFile() {
        // Given
        String yaml = """
                auth: { jwks: x }
                graph:
                  schemas: [missing.graphql]
                http:
                  prot: 1
                  port: x
                  drain: 1
                """;

        // When, Then
        assertThat(config.problems(yaml))
                .containsExactly(
                        "1:9: auth.jwks: this version does not serve this key yet",
                        "3:13: graph.schemas[0]: no file \"missing.graphql\", looked for at "
                                + folder.resolve("missing.graphql"),
                        "5:3: http.prot: unknown key; did you mean \"port\"?",
                        "6:9: http.port: \"x\" is not a whole number from 0 to 65535",
                        "7:10: http.drain: \"1\" is not a duration from 0s to 24h, such as 250ms, 10s, 5m or 1h");
    }

    @Test
    void shouldNameTheFileAsTheUserDid() {
        // Given
        Path file = folder.resolve("missing.yaml");

        // When, Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigLoader.load(file, Map.of()))
                .withMessage(file + ":1:1: no such file");
    }

    @Test
    void shouldTypeValuesFromTheEnvironment() {
        // Given
        config.with(Map.of("PORT", "81", "NAME", "app", "KEY", "k3y"));
        String yaml = GRAPH + """
                http:
                  port: ${PORT:8080}
                  drain: "${DRAIN:1}s"
                  graphiql: ${GRAPHIQL:false}
                  keys: ["${KEY}"]
                  origins: ["https://${NAME}.example.com"]
                """;

        // When
        HttpConfig http = config.load(yaml).http();

        // Then
        assertThat(http.port()).isEqualTo(81);
        assertThat(http.drain()).hasSeconds(1);
        assertThat(http.graphiql()).isFalse();
        assertThat(http.keys()).containsExactly("k3y");
        assertThat(http.origins()).containsExactly("https://app.example.com");
    }

    @Test
    void shouldNameTheVariableThatIsMissing() {
        assertThat(config.problems(GRAPH + "http:\n  port: ${PORT}\n"))
                .containsExactly(
                        "4:9: http.port: the environment variable PORT is not set; set it, or give ${PORT:default}");
    }

    @Test
    void shouldNotTakeKeysFromTheEnvironment() {
        assertThat(config.with(Map.of("K", "http")).problems(GRAPH + "\"${K}\": {}\n"))
                .singleElement()
                .asString()
                .startsWith("3:1: ${K}: unknown key");
    }

    @Test
    void shouldRefuseDuplicateKeys() {
        assertThat(config.problems(GRAPH + "http: {port: 1}\nadmin: {}\nhttp: {port: 2}\n"))
                .containsExactly("5:1: http: was given before, in line 3");
    }

    @Test
    void shouldFollowAliases() {
        // When
        WeirConfig loaded = config.load(GRAPH + "http: {host: &h 127.0.0.7}\nadmin: {host: *h}\n");

        // Then
        assertThat(loaded.admin().host()).isEqualTo("127.0.0.7");
    }

    @Test
    void shouldRefuseAliasBombs() {
        // Given
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        // When, Then
        assertThat(config.problems(bomb.toString()))
                .singleElement()
                .asString()
                .startsWith("1:1: is not acceptable YAML: Number of aliases");
    }

    @Test
    void shouldRefuseRecursion() {
        assertThat(config.problems(GRAPH + "http: &h {limits: *h}\n"))
                .containsExactly(
                        "3:11: http.limits.limits: unknown key; known are connections, body, url, headers, writeBuffer,"
                                + " idle");
    }

    @Test
    void shouldRefuseDeepNesting() {
        assertThat(config.problems("[".repeat(1000)))
                .singleElement()
                .asString()
                .contains("is not acceptable YAML: Nesting Depth exceeded");
    }

    @Test
    void shouldRefuseTags() {
        assertThat(config.problems(GRAPH + "http: {port: !env PORT}\n"))
                .containsExactly("3:14: http.port: is tagged !env, not a whole number from 0 to 65535");
    }

    @Test
    void shouldRefuseWhatIsNotYaml() {
        assertThat(config.problems("graph:\n  schemas: [a\nhttp: {}\n"))
                .singleElement()
                .asString()
                .startsWith("3:5: is not YAML: ");
    }

    @Test
    void shouldHintAtQuotesAroundReferences() {
        assertThat(config.problems(GRAPH + "http: {port: ${PORT:1}}\n"))
                .singleElement()
                .asString()
                .startsWith("3:15: is not YAML: ")
                .endsWith("; between [ ] or { } write \"${NAME}\" with its quotes");
    }

    @Test
    void shouldRefuseSeveralDocuments() {
        assertThat(config.problems(GRAPH + "---\nhttp: {}\n"))
                .singleElement()
                .asString()
                .startsWith("3:1: is not YAML: ");
    }

    @Test
    void shouldRefuseAnEmptyFile() {
        assertThat(config.problems("")).containsExactly("1:1: is empty");
        assertThat(config.problems("# nothing\n")).containsExactly("1:1: is empty");
    }

    @Test
    void shouldRefuseAnotherTopLevel() {
        assertThat(config.problems("- graph\n")).containsExactly("1:1: is a list, not a mapping of keys to values");
        assertThat(config.problems("graph\n"))
                .containsExactly("1:1: is a single value, not a mapping of keys to values");
    }

    @Test
    void shouldRefuseControlCharactersWithTheirPlace() {
        assertThat(config.problems("graph:\n  schémas: \u0007\n"))
                .containsExactly("2:12: a control character may not stand in YAML");
    }

    @Test
    void shouldRefuseOtherEncodingsWithTheirPlace() throws IOException {
        // Given
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "graph:\n  schémas: x\n".getBytes(StandardCharsets.ISO_8859_1));

        // When, Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigLoader.load(file, Map.of()))
                .withMessage(file + ":2:6: is not UTF-8");
    }

    @Test
    void shouldAcceptAByteOrderMark() {
        assertThat(config.load("\uFEFF" + GRAPH).graph().schemas()).hasSize(1);
    }

    @Test
    void shouldRefuseLargeFiles() {
        assertThat(config.problems(GRAPH + "#".repeat(1 << 20))).containsExactly("1:1: is larger than 1MB");
    }

    @Test
    void shouldRefuseFolders() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigLoader.load(folder, Map.of()))
                .withMessage(folder + ":1:1: is a folder, not a file");
    }
}
