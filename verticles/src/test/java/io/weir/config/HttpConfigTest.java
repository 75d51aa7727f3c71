package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        HttpConfig defaults = new WrittenConfig(folder).load(GRAPH).http();

        // Then
        assertThat(defaults)
                .isEqualTo(new HttpConfig(
                        "0.0.0.0",
                        8080,
                        0,
                        List.of(),
                        List.of(),
                        true,
                        Duration.ofSeconds(10),
                        HttpLimits.DEFAULT,
                        WebSocketConfig.DEFAULT,
                        StreamsConfig.DEFAULT))
                .isEqualTo(HttpConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                http:
                  host: localhost
                  port: 1
                  instances: 2
                  keys: [k3y, "0123="]
                  origins: ["*", "https://app.example.com:8443"]
                  graphiql: false
                  drain: 0s
                  limits: { url: 1KB }
                  websocket: { slim: false }
                  streams: { sseHeartbeat: 1s }
                """;

        // When
        HttpConfig full = new WrittenConfig(folder).load(yaml).http();

        // Then
        assertEveryKeyIsSet(full, HttpConfig.DEFAULT);
        assertThat(full.host()).isEqualTo("localhost");
        assertThat(full.port()).isEqualTo(1);
        assertThat(full.instances()).isEqualTo(2);
        assertThat(full.keys()).containsExactly("k3y", "0123=");
        assertThat(full.origins()).containsExactly("*", "https://app.example.com:8443");
        assertThat(full.graphiql()).isFalse();
        assertThat(full.drain()).isZero();
        assertThat(full.limits().url()).isEqualTo(1024);
        assertThat(full.websocket().slim()).isFalse();
        assertThat(full.streams().sseHeartbeat()).hasSeconds(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host: `"http://x"` | 9  | `host: "http://x" is not a host name or an address`
            port: eighty       | 9  | `port: "eighty" is not a whole number from 0 to 65535`
            instances: -1      | 14 | `instances: "-1" is not a whole number from 0 to 256`
            keys: secret       | 9  | `keys: is a single value, not a list such as [a, b]`
            keys: [se cret]    | 10 | `keys[0]: the value is not a key of letters, digits and - . _ ~ + /`
            origins: [x.com]   | 13 | `origins[0]: "x.com" is not an origin such as https://app.example.com, or *`
            origins: [`https://x.com/`] | 13 | `origins[0]: "https://x.com/" is not an origin such as https://app.example.com, or *`
            graphiql: on       | 13 | `graphiql: "on" is not true or false`
            drain: 10          | 10 | `drain: "10" is not a duration from 0s to 24h, such as 250ms, 10s, 5m or 1h`
            limits: 1MB        | 11 | `limits: is a single value, not a mapping of keys to values`
            """)
    void shouldRefuseBadValues(String line, int column, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "http:\n  " + line.replace("`", "") + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + column + ": http." + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCodeWithoutShowingKeys() {
        HttpConfig http = HttpConfig.DEFAULT;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpConfig(
                        http.host(),
                        http.port(),
                        http.instances(),
                        List.of("my secret"),
                        http.origins(),
                        http.graphiql(),
                        http.drain(),
                        http.limits(),
                        http.websocket(),
                        http.streams()))
                .withMessage("keys[0]: the value is not a key of letters, digits and - . _ ~ + /");
    }

    @Test
    void shouldNotPrintKeys() {
        // Given
        String yaml = GRAPH + "http:\n  keys: [hush]\n";

        // When
        WeirConfig config = new WrittenConfig(folder).load(yaml);

        // Then
        assertThat(config.toString()).contains("keys=1").doesNotContain("hush");
    }
}
