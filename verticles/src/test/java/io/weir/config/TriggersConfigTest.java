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

class TriggersConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        TriggersConfig defaults = new WrittenConfig(folder).load(GRAPH).triggers();

        // Then
        assertThat(defaults)
                .isEqualTo(new TriggersConfig(0, Duration.ofSeconds(2), Duration.ofSeconds(5), 64, 1000))
                .isEqualTo(TriggersConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                triggers:
                  instances: 1
                  linger: 0s
                  joinTimeout: 3s
                  concurrency: 1
                  pending: 2
                """;

        // When
        TriggersConfig full = new WrittenConfig(folder).load(yaml).triggers();

        // Then
        assertThat(full).isEqualTo(new TriggersConfig(1, Duration.ZERO, Duration.ofSeconds(3), 1, 2));
        assertEveryKeyIsSet(full, TriggersConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            instances | 257 | `: "257" is not a whole number from 0 to 256`
            linger | never | `: "never" is not a duration from 0s to 24h, such as 250ms, 10s, 5m or 1h`
            concurrency | 0 | `: "0" is not a whole number from 1 to 10000`
            pending | 0 | `: "0" is not a whole number from 1 to 1000000`
            joinTimeout | 0s | `: "0s" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "triggers:\n  " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + (2 + key.length() + 3) + ": " + "triggers." + key + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TriggersConfig(-1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1))
                .withMessage("instances: \"-1\" is not a whole number from 0 to 256");
    }
}
