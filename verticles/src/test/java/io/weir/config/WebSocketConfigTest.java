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

class WebSocketConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        WebSocketConfig defaults = new WrittenConfig(folder).load(GRAPH).http().websocket();

        // Then
        assertThat(defaults)
                .isEqualTo(new WebSocketConfig(
                        true, Duration.ofSeconds(10), Duration.ofSeconds(45), Duration.ofSeconds(30), 1 << 20, 100))
                .isEqualTo(WebSocketConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                http:
                  websocket:
                    slim: false
                    initTimeout: 1s
                    ping: 0s
                    pongTimeout: 3m
                    message: 4KB
                    operations: 5
                """;

        // When
        WebSocketConfig full = new WrittenConfig(folder).load(yaml).http().websocket();

        // Then
        assertThat(full)
                .isEqualTo(new WebSocketConfig(
                        false, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(3), 4 * 1024, 5));
        assertEveryKeyIsSet(full, WebSocketConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            slim | no | `: "no" is not true or false`
            initTimeout | 0ms | `: "0ms" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            ping | 1d | `: "1d" is not a duration from 0s to 24h, such as 250ms, 10s, 5m or 1h`
            pongTimeout | 0s | `: "0s" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            message | 0KB | `: "0KB" is not a size from 1B to 1GB, such as 64KB or 1MB`
            operations | 0 | `: "0" is not a whole number from 1 to 100000000`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(GRAPH + "http:\n  websocket:\n    " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("5:" + (4 + key.length() + 3) + ": " + "http.websocket." + key + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebSocketConfig(
                        true, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 0))
                .withMessage("operations: \"0\" is not a whole number from 1 to 100000000");
    }
}
