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

class StreamsConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        StreamsConfig defaults = new WrittenConfig(folder).load(GRAPH).http().streams();

        // Then
        assertThat(defaults)
                .isEqualTo(new StreamsConfig(
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(5),
                        false,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1)))
                .isEqualTo(StreamsConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                http:
                  streams:
                    sseHeartbeat: 0s
                    multipartHeartbeat: 1s
                    delivery: true
                    rejoinTimeout: 2m
                    stallTimeout: 3s
                """;

        // When
        StreamsConfig full = new WrittenConfig(folder).load(yaml).http().streams();

        // Then
        assertThat(full)
                .isEqualTo(new StreamsConfig(
                        Duration.ZERO, Duration.ofSeconds(1), true, Duration.ofMinutes(2), Duration.ofSeconds(3)));
        assertEveryKeyIsSet(full, StreamsConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sseHeartbeat | -1s | `: "-1s" is not a duration from 0s to 24h, such as 250ms, 10s, 5m or 1h`
            rejoinTimeout | 0s | `: "0s" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            stallTimeout | 2d | `: "2d" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            delivery | maybe | `: "maybe" is not true or false`
            multipartHeartbeat | 5 s | `: "5 s" is not a duration from 0s to 24h, such as 250ms, 10s, 5m or 1h`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(GRAPH + "http:\n  streams:\n    " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("5:" + (4 + key.length() + 3) + ": " + "http.streams." + key + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamsConfig(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(-1),
                        false,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)))
                .withMessage(
                        "multipartHeartbeat: \"-1s\" is not a duration from 0s to 24h, such as 250ms, 10s, 5m or 1h");
    }
}
