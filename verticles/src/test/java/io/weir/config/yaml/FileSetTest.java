package io.weir.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSetTest {

    private static final Shape<List<Path>> FILES =
            keys -> keys.required("files", new FileSet(), List.of(), "Some files.");

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String file : List.of("b.gql", "a.gql", "c.txt", ".d.gql", "in/e.gql", "in/deep/f.gql", ".git/g.gql")) {
            Path path = folder.resolve("root").resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b.gql, a.gql       | b.gql a.gql
            "*.gql"            | a.gql b.gql
            b.gql, "*.gql"     | b.gql a.gql
            "**.gql"           | a.gql b.gql in/deep/f.gql in/e.gql
            "**/*.gql"         | a.gql b.gql in/deep/f.gql in/e.gql
            "in/**/*.gql"      | in/deep/f.gql in/e.gql
            "*/*.gql"          | in/e.gql
            "in/*/f.gql"       | in/deep/f.gql
            "{a,b}.gql"        | a.gql b.gql
            "[!a].gql"         | b.gql
            "?.txt"            | c.txt
            ./in/../c.txt      | c.txt
            "../root/c.*"      | c.txt
            .d.gql             | .d.gql
            c.txt, ../root/c.txt, "*.txt" | c.txt
            """)
    void shouldFindFiles(String patterns, String names) throws IOException {
        // When
        YamlFile file = file(patterns);
        List<Path> found = file.read(FILES);

        // Then
        assertThat(file.reports()).isEmpty();
        assertThat(found)
                .map(path -> folder.resolve("root").relativize(path).toString())
                .containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no.gql     | `no file "no.gql", looked for at `
            "*.yml"    | `no file matches "*.yml", looked for below `
            "no/*.gql" | `no file matches "no/*.gql", looked for below `
            in         | `"in" is a folder; name its files, such as in/*.graphql`
            "[a"       | `"[a" is not a path or a glob, such as schema.graphql or schemas/*.graphql: `
            "a\\0b"    | `"a?b" is not a path or a glob`
            " "        | `" " is not a path or a glob`
            [a]        | `is a list, not a path or a glob`
            """)
    void shouldReportWhatMatchesNothing(String pattern, String problem) throws IOException {
        // When
        YamlFile file = file(pattern);
        file.read(FILES);

        // Then
        assertThat(file.reports()).singleElement().satisfies(report -> {
            assertThat(report.key()).isEqualTo("files[0]");
            assertThat(report.message()).startsWith(problem).doesNotContain("\n");
            assertThat(report.column()).isEqualTo(9);
        });
    }

    @Test
    void shouldFollowLinksToFiles() throws IOException {
        // Given
        Path root = folder.resolve("root");
        Files.createSymbolicLink(root.resolve("link.sdl"), root.resolve("in/e.gql"));

        // When
        List<Path> found = file("\"*.sdl\"").read(FILES);

        // Then
        assertThat(found).containsExactly(root.resolve("link.sdl"));
    }

    private YamlFile file(String patterns) throws IOException {
        Path yaml = Files.writeString(folder.resolve("root/weir.yaml"), "files: [" + patterns + "]\n");
        return new YamlFile(yaml, Map.of());
    }
}
