package io.weir.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the codes against what users read of them. */
class ErrorCodeTest {

    private static final Path MODULE = Path.of(System.getProperty("weir.root"), "verticles");
    private static final Path README = MODULE.resolve("README.md");
    private static final Path SOURCES = MODULE.resolve("src/main/java");
    private static final Pattern CODE = Pattern.compile("`([A-Z][A-Z_]+)`");

    @Test
    void shouldBeInTheTableOfTheReadme() throws IOException {
        // Given
        List<String> codes = Arrays.stream(ErrorCode.values()).map(Enum::name).toList();

        // When
        List<String> documented = Files.readString(README)
                .lines()
                .dropWhile(line -> !line.equals("## Errors"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .flatMap(
                        row -> CODE.matcher(row.substring(0, row.indexOf(" |"))).results())
                .map(code -> code.group(1))
                .toList();

        // Then
        assertThat(documented).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void shouldBeSpelledNowhereElse() throws IOException {
        // Given
        List<String> literals = Arrays.stream(ErrorCode.values())
                .map(code -> "\"" + code + "\"")
                .toList();

        // When
        List<String> copies;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            copies = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(ErrorCodeTest::lines)
                    .filter(line -> literals.stream().anyMatch(line::contains))
                    .toList();
        }

        // Then
        assertThat(copies).isEmpty();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
