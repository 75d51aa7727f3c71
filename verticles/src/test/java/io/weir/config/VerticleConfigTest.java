package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.yaml.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerticleConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // Given
        WrittenConfig written = new WrittenConfig(folder);

        // Then
        assertThat(written.load(GRAPH).verticles()).isEmpty();
        assertThat(written.load(GRAPH + "verticles: [{ name: com.example.Orders }]\n")
                        .verticles())
                .containsExactly(new VerticleConfig(
                        "com.example.Orders", List.of(), 1, Map.of(), new Place(folder.resolve("weir.yaml"), 3, 13)));
    }

    @Test
    void shouldMapEveryKeyInTheOrderOfTheFile() {
        // Given
        WrittenConfig written = new WrittenConfig(folder);
        Path second = written.write("lib/b.jar", "");
        Path first = written.write("lib/a.jar", "");
        written.write("lib/notes.txt", "");
        Path script = written.write("scripts/orders.groovy", "");

        // When
        List<VerticleConfig> verticles = written.load(GRAPH + """
                verticles:
                  - name: groovy:orders.groovy
                    classpath: [scripts, lib/*]
                    instances: 2
                    config: { greeting: hello, most: 3 }
                  - { name: groovy:orders.groovy, classpath: [lib/b.jar] }
                """).verticles();

        // Then
        assertThat(verticles)
                .extracting(VerticleConfig::classpath)
                .containsExactly(List.of(script.getParent(), first, second), List.of(second));
        assertThat(verticles).extracting(VerticleConfig::instances).containsExactly(2, 1);
        assertThat(verticles.get(0).config()).isEqualTo(Map.of("greeting", "hello", "most", 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {instances: 2}                | `the key "name" is missing: The verticle's class`
            {name: a b}                   | `"a b" is not a class such as com.example.Orders, or PREFIX:NAME for a verticle factory, such as groovy:orders.groovy`
            {name: a, instances: 0}       | `"0" is not a whole number from 1 to 256`
            {name: a, classpath: [gone]}  | no jar and no folder at
            {name: a, classpath: [gone/*]} | no folder at
            {name: a, classpath: [empty/*]} | no jars in
            """)
    void shouldRefuseBadValues(String verticle, String problem) {
        // Given
        WrittenConfig written = new WrittenConfig(folder);
        written.write("empty/notes.txt", "");

        // When
        List<String> problems = written.problems(GRAPH + "verticles: [" + verticle + "]\n");

        // Then
        assertThat(problems).singleElement().asString().startsWith("3:").contains(problem);
    }
}
