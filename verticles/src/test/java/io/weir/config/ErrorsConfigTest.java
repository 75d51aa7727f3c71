package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        ErrorsConfig defaults = new WrittenConfig(folder).load(GRAPH).graph().errors();

        // Then
        assertThat(defaults).isEqualTo(new ErrorsConfig(List.of())).isEqualTo(ErrorsConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // When
        ErrorsConfig full = new WrittenConfig(folder)
                .load(GRAPH + "  errors: { extensions: [reason, field-errors] }\n")
                .graph()
                .errors();

        // Then
        assertThat(full).isEqualTo(new ErrorsConfig(List.of("reason", "field-errors")));
        assertEveryKeyIsSet(full, ErrorsConfig.DEFAULT);
    }

    @Test
    void shouldRefuseBadValues() {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "  errors: { extensions: [\"a b\"] }\n");

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("graph.errors.extensions", "is not an extension's name");
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorsConfig(List.of("")))
                .withMessageContaining("is not an extension's name");
    }
}
