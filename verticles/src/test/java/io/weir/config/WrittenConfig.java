package io.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configuration file in a folder of its own, beside a {@code schema.graphql}. */
final class WrittenConfig {

    /** The shortest file that is complete; two lines. */
    static final String GRAPH = "graph:\n  schemas: [schema.graphql]\n";

    private final Path folder;
    private Map<String, String> environment = Map.of();

    WrittenConfig(Path folder) {
        this.folder = folder;
        write("schema.graphql", "type Query { a: Int }");
    }

    WrittenConfig with(Map<String, String> variables) {
        this.environment = variables;
        return this;
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a text that must be right. */
    WeirConfig load(String yaml) {
        try {
            return ConfigLoader.load(write("weir.yaml", yaml), environment);
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Loads a text that must be wrong; gives {@code line:column: message} of each problem. */
    List<String> problems(String yaml) {
        Path file = write("weir.yaml", yaml);
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(file, environment));
        assertThat(refused).as("the file should be refused: %s", yaml).isNotNull();
        return refused.problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
                .toList();
    }

    /** A full mapping proves nothing for a key that it sets to its default, or forgets. */
    static void assertEveryKeyIsSet(Record full, Record defaults) {
        for (RecordComponent component : full.getClass().getRecordComponents()) {
            assertThat(valueOf(component, full))
                    .as("%s in the full mapping", component.getName())
                    .isNotEqualTo(valueOf(component, defaults));
        }
    }

    private static Object valueOf(RecordComponent component, Record owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
