package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        ModelsConfig defaults = new WrittenConfig(folder).load(GRAPH).models();

        // Then
        assertThat(defaults).isEqualTo(new ModelsConfig(List.of())).isEqualTo(ModelsConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                models:
                  allow:
                    - drop Order
                    - drop Order.note
                    - change Order.total Float -> Int
                    - change Order.tags String -> [String]
                    - require Order.note
                    - unique Order.number
                    - remove OrderState.OLD
                """;

        // When
        ModelsConfig full = new WrittenConfig(folder).load(yaml).models();

        // Then
        assertThat(full)
                .isEqualTo(new ModelsConfig(List.of(
                        "drop Order",
                        "drop Order.note",
                        "change Order.total Float -> Int",
                        "change Order.tags String -> [String]",
                        "require Order.note",
                        "unique Order.number",
                        "remove OrderState.OLD")));
        assertEveryKeyIsSet(full, ModelsConfig.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"drop", "drop  Order", "delete Order.note", "change Order.total", "remove OLD", "Order.note"})
    void shouldRefuseOtherWords(String words) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(GRAPH + "models: { allow: [\"%s\"] }\n".formatted(words));

        // Then
        assertThat(problems)
                .containsExactly(
                        ("3:19: models.allow[0]: \"%s\" is not what check prints, such as drop Order.note, change"
                                        + " Order.total Float -> Int, require Order.note, unique Order.number or remove OrderState.OLD")
                                .formatted(words));
    }
}
