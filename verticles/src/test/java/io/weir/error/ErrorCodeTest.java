package io.weir.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the codes against what users read of them. */
class ErrorCodeTest {

    private static final Path README = Path.of(System.getProperty("weir.root"), "verticles", "README.md");
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
}
