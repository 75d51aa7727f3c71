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

class HttpLimitsTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        HttpLimits defaults = new WrittenConfig(folder).load(GRAPH).http().limits();

        // Then
        assertThat(defaults)
                .isEqualTo(new HttpLimits(50_000, 1 << 20, 16 * 1024, 16 * 1024, 1 << 20, Duration.ofSeconds(75)))
                .isEqualTo(HttpLimits.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                http:
                  limits:
                    connections: 1
                    body: 2B
                    url: 3KB
                    headers: 4MB
                    writeBuffer: 1GB
                    idle: 5m
                """;

        // When
        HttpLimits full = new WrittenConfig(folder).load(yaml).http().limits();

        // Then
        assertThat(full).isEqualTo(new HttpLimits(1, 2, 3 * 1024, 4 << 20, 1 << 30, Duration.ofMinutes(5)));
        assertEveryKeyIsSet(full, HttpLimits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            connections | 0 | `: "0" is not a whole number from 1 to 100000000`
            body | 0B | `: "0B" is not a size from 1B to 1GB, such as 64KB or 1MB`
            body | 1 MB | `: "1 MB" is not a size from 1B to 1GB, such as 64KB or 1MB`
            url | 1024 | `: "1024" is not a size from 1B to 1GB, such as 64KB or 1MB`
            headers | 2GB | `: "2GB" is not a size from 1B to 1GB, such as 64KB or 1MB`
            headers | 999999999GB | `: "999999999GB" is not a size from 1B to 1GB, such as 64KB or 1MB`
            writeBuffer | -1B | `: "-1B" is not a size from 1B to 1GB, such as 64KB or 1MB`
            idle | 0s | `: "0s" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(GRAPH + "http:\n  limits:\n    " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("5:" + (4 + key.length() + 3) + ": " + "http.limits." + key + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpLimits(1, 0, 1, 1, 1, Duration.ofSeconds(1)))
                .withMessage("body: \"0B\" is not a size from 1B to 1GB, such as 64KB or 1MB");
    }
}
