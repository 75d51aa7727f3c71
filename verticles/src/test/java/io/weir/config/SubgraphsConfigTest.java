package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubgraphsConfigTest {

    private static final String ONE = "  subgraphs:\n  - name: a\n    url: http://a/graphql\n";

    @TempDir
    Path folder;

    private WrittenConfig config;

    @BeforeEach
    void write() {
        config = new WrittenConfig(folder);
    }

    @Test
    void shouldHaveNoSubgraphsByDefault() {
        assertThat(load(GRAPH)).isEqualTo(SubgraphsConfig.NONE);
        assertThat(SubgraphsConfig.NONE.entries()).isEmpty();
    }

    @Test
    void shouldHaveDefaults() {
        // When
        SubgraphsConfig defaults = load(GRAPH + ONE);

        // Then
        CallConfig call = new CallConfig(
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                2,
                Duration.ofMillis(50),
                CallConfig.Protocol.HTTP1,
                256,
                1000,
                Duration.ofMinutes(1),
                16 << 20,
                Optional.empty(),
                HeadersConfig.NONE,
                new BreakerConfig(true, 50, 20, Duration.ofSeconds(10), Duration.ofSeconds(5)));
        assertThat(defaults.entries())
                .containsExactly(new SubgraphConfig("a", Optional.of("http://a/graphql"), Optional.empty(), call));
        assertThat(defaults.defaults()).isEqualTo(call).isEqualTo(CallConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        config.write("a.graphql", "");
        config.write("ca.pem", "");
        String yaml = GRAPH + ONE + """
                    schema: a.graphql
                    timeout: 1s
                    connectTimeout: 100ms
                    retries: 0
                    backOff: 1ms
                    protocol: http2
                    concurrency: 1
                    queue: 0
                    keepAlive: 5s
                    maxReply: 1KB
                    trust: ca.pem
                    headers: { forward: [Authorization, X-Tenant], set: { X-Api-Key: hush } }
                    circuitBreaker: { enabled: false, failures: 90, calls: 1, window: 1s, pause: 1ms }
                  sdlCache: cache
                  subgraphDefaults: { timeout: 3s }
                """;

        // When
        SubgraphsConfig full = load(yaml);

        // Then
        assertEveryKeyIsSet(full, SubgraphsConfig.NONE);
        SubgraphConfig a = full.entries().get(0);
        assertThat(a.schema()).contains(folder.resolve("a.graphql"));
        assertEveryKeyIsSet(a.call(), CallConfig.DEFAULT);
        assertEveryKeyIsSet(a.call().circuitBreaker(), BreakerConfig.DEFAULT);
        assertThat(a.call().timeout()).hasSeconds(1);
        assertThat(a.call().maxReply()).isEqualTo(1024);
        assertThat(a.call().trust()).contains(folder.resolve("ca.pem"));
        assertThat(a.call().headers())
                .isEqualTo(new HeadersConfig(List.of("authorization", "x-tenant"), Map.of("x-api-key", "hush")));
        assertThat(full.sdlCache()).contains(folder.resolve("cache"));
        assertThat(full.defaults().timeout()).hasSeconds(3);
    }

    @Test
    void shouldTakeFromTheDefaultsWhatASubgraphDoesNotGive() {
        // Given
        String yaml = GRAPH + ONE + """
                    retries: 1
                    headers: { forward: [b] }
                  subgraphDefaults:
                    retries: 5
                    queue: 7
                    headers: { forward: [a], set: { X-Key: k } }
                """;

        // When
        CallConfig call = load(yaml).call("a");

        // Then
        assertThat(call.retries()).isEqualTo(1);
        assertThat(call.queue()).isEqualTo(7);
        assertThat(call.headers()).isEqualTo(new HeadersConfig(List.of("b"), Map.of("x-key", "k")));
    }

    @Test
    void shouldCallSubgraphsWithoutAnEntryByTheDefaults() {
        // When
        SubgraphsConfig subgraphs = load(GRAPH + "  subgraphDefaults: { retries: 5 }\n");

        // Then
        assertThat(subgraphs.entry("b")).isEmpty();
        assertThat(subgraphs.call("b")).isSameAs(subgraphs.defaults());
    }

    @Test
    void shouldUniteTheHeadersThatAnySubgraphTakes() {
        // Given
        String yaml = GRAPH + """
                  subgraphs:
                  - { name: a, url: "http://a", headers: { forward: [X-A, Both] } }
                  - { name: b, url: "http://b", headers: { forward: [both] } }
                  subgraphDefaults: { headers: { forward: [Z-Default] } }
                """;

        // Then
        assertThat(load(yaml).forwardedHeaders()).containsExactly("both", "x-a", "z-default");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            timeout: 0s           | 14 | `timeout: "0s" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            retries: 11           | 14 | `retries: "11" is not a whole number from 0 to 10`
            protocol: h3          | 15 | `protocol: "h3" is not one of http1, http2`
            queue: -1             | 12 | `queue: "-1" is not a whole number from 0 to 1000000`
            maxReply: 1           | 15 | `maxReply: "1" is not a size from 1B to 1GB, such as 64KB or 1MB`
            url: http://b         | 5  | `url: was given before, in line 5`
            schema: nowhere.graphql | 13 | `schema: no file "nowhere.graphql", looked for at FOLDER/nowhere.graphql`
            trust: .              | 12 | `trust: "." is a folder; name a file in it`
            timeuot: 1s           | 5  | `timeuot: unknown key; did you mean "timeout"?`
            headers: { forward: [a b] }    | 26 | `headers.forward[0]: "a b" is not a header's name`
            headers: { forward: [Host] }   | 14 | `headers: forward: the header Host is between Weir and the subgraph only; remove it`
            headers: { set: { Te: x } }    | 14 | `headers: set: the header Te is between Weir and the subgraph only; remove it`
            headers: { set: { a: x, A: y } } | 14 | `headers: set: the header A is given twice`
            headers: { set: { a: "my\\nsecret" } } | 26 | `headers.set.a: the value is not a header's value of visible ASCII characters`
            circuitBreaker: { failures: 101 } | 33 | `circuitBreaker.failures: "101" is not a whole number from 1 to 100`
            circuitBreaker: { window: 1500ms } | 21 | `circuitBreaker: window: is not a whole number of seconds`
            """)
    void shouldRefuseBadValues(String line, int column, String problem) {
        // When
        List<String> problems = config.problems(GRAPH + ONE + "    " + line + "\n");

        // Then
        String expected = problem.replace("FOLDER", folder.toString());
        assertThat(problems).containsExactly("6:" + column + ": graph.subgraphs[0]." + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            localhost:4001/graphql
            ftp://h
            http://user:hush@h
            https://h/graphql#x
            http://h ush
            http://h:65536/graphql
            """)
    void shouldRefuseBadUrlsWithoutShowingThem(String url) {
        // When
        List<String> problems = config.problems(GRAPH + "  subgraphs:\n  - { name: a, url: \"" + url + "\" }\n");

        // Then
        assertThat(problems)
                .containsExactly("4:21: graph.subgraphs[0].url: the value is not an http:// or https:// URL without"
                        + " user, password and fragment (credentials belong in headers.set)");
    }

    @Test
    void shouldRefuseOneNameTwice() {
        assertThat(config.problems(GRAPH + ONE + "  - { name: a, url: http://b }\n"))
                .containsExactly("6:5: graph.subgraphs[1]: the name \"a\" was given before");
    }

    @Test
    void shouldRefuseTheNameOfTheLocalGraph() {
        assertThat(config.problems(GRAPH + "  subgraphs: [{ name: weir, url: http://b }]\n"))
                .containsExactly(
                        "3:23: graph.subgraphs[0].name: \"weir\" is not a name of letters, digits and _ . - that is not \"weir\"");
    }

    @Test
    void shouldRefuseASubgraphWithoutUrl() {
        assertThat(config.problems(GRAPH + "  subgraphs: [{ name: a }]\n"))
                .containsExactly("2:3: graph: the subgraph \"a\" has no url");
    }

    @Test
    void shouldRefuseAFileAsCache() {
        assertThat(config.problems(GRAPH + "  sdlCache: schema.graphql\n"))
                .containsExactly("3:13: graph.sdlCache: \"schema.graphql\" is a file, not a folder");
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubgraphConfig.of("a b", "http://a", folder))
                .withMessage("name: \"a b\" is not a name of letters, digits and _ . - that is not \"weir\"");
        SubgraphConfig a = SubgraphConfig.of("a", "http://a", folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubgraphsConfig.of(a, a))
                .withMessage("subgraphs: the name \"a\" was given before");
    }

    @Test
    void shouldNotPrintFixedHeaders() {
        // When
        WeirConfig loaded = config.load(GRAPH + ONE + "    headers: { set: { X-Key: hush } }\n");

        // Then
        assertThat(loaded.toString()).contains("set=[x-key]").doesNotContain("hush");
    }

    private SubgraphsConfig load(String yaml) {
        return config.load(yaml).graph().subgraphs();
    }
}
