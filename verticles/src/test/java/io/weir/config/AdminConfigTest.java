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

class AdminConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        AdminConfig defaults = new WrittenConfig(folder).load(GRAPH).admin();

        // Then
        assertThat(defaults).isEqualTo(new AdminConfig("127.0.0.1", 9090)).isEqualTo(AdminConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                admin:
                  host: "::"
                  port: 0
                """;

        // When
        AdminConfig full = new WrittenConfig(folder).load(yaml).admin();

        // Then
        assertThat(full).isEqualTo(new AdminConfig("::", 0));
        assertEveryKeyIsSet(full, AdminConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host | "a b" | `: "a b" is not a host name or an address`
            port | 65536 | `: "65536" is not a whole number from 0 to 65535`
            port | -1 | `: "-1" is not a whole number from 0 to 65535`
            port | 8080.0 | `: "8080.0" is not a whole number from 0 to 65535`
            port | 99999999999 | `: "99999999999" is not a whole number from 0 to 65535`
            """)
    void shouldRefuseBadValues(String key, String value, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "admin:\n  " + key + ": " + value + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + (2 + key.length() + 3) + ": " + "admin." + key + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdminConfig("localhost", -1))
                .withMessage("port: \"-1\" is not a whole number from 0 to 65535");
    }
}
