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

class EventsConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        EventsConfig defaults = new WrittenConfig(folder).load(GRAPH).events();

        // Then
        assertThat(defaults)
                .isEqualTo(new EventsConfig(Duration.ofSeconds(5), Duration.ofSeconds(5), true))
                .isEqualTo(EventsConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                events:
                  requestTimeout: 1s
                  publishTimeout: 250ms
                  mutations: false
                """;

        // When
        EventsConfig full = new WrittenConfig(folder).load(yaml).events();

        // Then
        assertThat(full).isEqualTo(new EventsConfig(Duration.ofSeconds(1), Duration.ofMillis(250), false));
        assertEveryKeyIsSet(full, EventsConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            requestTimeout | 0s | `: "0s" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            publishTimeout | 25h | `: "25h" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            publishTimeout | 5 | `: "5" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            mutations | yes | `: "yes" is not true or false`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "events:\n  " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + (2 + key.length() + 3) + ": " + "events." + key + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventsConfig(Duration.ZERO, Duration.ofSeconds(5), true))
                .withMessage("requestTimeout: \"0s\" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h");
    }
}
