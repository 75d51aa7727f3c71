package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryLimitsTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        QueryLimits defaults = new WrittenConfig(folder).load(GRAPH).graph().limits();

        // Then
        assertThat(defaults)
                .isEqualTo(new QueryLimits(65_536, 10_000, 30, 100, 5_000, 16))
                .isEqualTo(QueryLimits.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                  limits:
                    size: 1
                    tokens: 2
                    depth: 3
                    aliases: 4
                    fields: 5
                    roots: 6
                """;

        // When
        QueryLimits full = new WrittenConfig(folder).load(yaml).graph().limits();

        // Then
        assertThat(full).isEqualTo(new QueryLimits(1, 2, 3, 4, 5, 6));
        assertEveryKeyIsSet(full, QueryLimits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            size | 0 | `: "0" is not a whole number from 1 to 100000000`
            tokens | 0 | `: "0" is not a whole number from 1 to 100000000`
            depth | -5 | `: "-5" is not a whole number from 1 to 100000000`
            aliases | many | `: "many" is not a whole number from 1 to 100000000`
            roots | 0 | `: "0" is not a whole number from 1 to 100000000`
            fields | 100000001 | `: "100000001" is not a whole number from 1 to 100000000`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(GRAPH + "  limits:\n    " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + (4 + key.length() + 3) + ": " + "graph.limits." + key + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QueryLimits(1, 1, 0, 1, 1, 1))
                .withMessage("depth: \"0\" is not a whole number from 1 to 100000000");
    }
}
