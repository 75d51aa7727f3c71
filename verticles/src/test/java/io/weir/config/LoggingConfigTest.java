package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        LoggingConfig defaults = new WrittenConfig(folder).load(GRAPH).logging();

        // Then
        assertThat(defaults)
                .isEqualTo(new LoggingConfig(LoggingConfig.Level.INFO, LoggingConfig.Format.TEXT))
                .isEqualTo(LoggingConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                logging:
                  level: warn
                  format: json
                """;

        // When
        LoggingConfig full = new WrittenConfig(folder).load(yaml).logging();

        // Then
        assertThat(full).isEqualTo(new LoggingConfig(LoggingConfig.Level.WARN, LoggingConfig.Format.JSON));
        assertEveryKeyIsSet(full, LoggingConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            level | INFO | `: "INFO" is not one of trace, debug, info, warn, error`
            format | xml | `: "xml" is not one of text, json`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "logging:\n  " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + (2 + key.length() + 3) + ": " + "logging." + key + problem);
    }
}
