package io.weir.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private final Environment environment = new Environment(Map.of("A", "one", "B_2", "two$", "EMPTY", ""));
    private final List<String> complaints = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            plain            | plain
            ${A}             | one
            ${A:x}           | one
            ${NO:x}          | x
            x${NO:}y         | xy
            x${EMPTY:z}y     | xy
            ${NO:http://h:1} | http://h:1
            a${A}b${B_2}c    | aonebtwo$c
            $${A}            | ${A}
            $$               | $
            $$${A}           | $one
            p$ss $           | p$ss $
            ${B_2:\\1}       | two$
            """)
    void shouldFill(String text, String filled) {
        assertThat(environment.fill(text, complaints::add)).isEqualTo(filled);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${}", "${1A}", "${A B}", "${A-x}", "${NO:${A}}", "${:x}"})
    void shouldRefuseMalformedReferences(String text) {
        // When
        environment.fill(text, complaints::add);

        // Then
        assertThat(complaints)
                .containsExactly("a reference to the environment is ${NAME} or ${NAME:default}, not nested");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${A", "x${A:y"})
    void shouldRefuseUnclosedReferences(String text) {
        // When
        environment.fill(text, complaints::add);

        // Then
        assertThat(complaints)
                .containsExactly("\"${\" has no closing \"}\"; write \"$${\" for the characters themselves");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${NO}", "${no}x"})
    void shouldNameWhatIsMissing(String text) {
        // When
        environment.fill(text, complaints::add);

        // Then
        assertThat(complaints).singleElement().asString().containsIgnoringCase("variable no is not set");
    }
}
