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

class ReloadConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        ReloadConfig defaults = new WrittenConfig(folder).load(GRAPH).reload();

        // Then
        assertThat(defaults)
                .isEqualTo(new ReloadConfig(false, Duration.ofSeconds(2)))
                .isEqualTo(ReloadConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                reload:
                  watch: true
                  interval: 1m
                """;

        // When
        ReloadConfig full = new WrittenConfig(folder).load(yaml).reload();

        // Then
        assertThat(full).isEqualTo(new ReloadConfig(true, Duration.ofMinutes(1)));
        assertEveryKeyIsSet(full, ReloadConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            watch | often | `: "often" is not true or false`
            interval | 0s | `: "0s" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "reload:\n  " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + (2 + key.length() + 3) + ": " + "reload." + key + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReloadConfig(true, Duration.ZERO))
                .withMessage("interval: \"0s\" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h");
    }
}
