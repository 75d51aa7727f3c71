package io.weir.load.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.load.node.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgBenchTest {

    @TempDir
    private Path folder;

    private Path debian;

    @BeforeEach
    void makeDebiansFolder() {
        debian = folder.resolve("postgresql");
    }

    @Test
    void shouldTakeWhatTheEnvironmentNames() throws Exception {
        // Given
        Path named = program(folder.resolve("mine"));
        Path other = program(folder.resolve("bin/pgbench"));
        Map<String, String> environment =
                Map.of("PGBENCH", named.toString(), "PATH", other.getParent().toString());

        // Then
        assertThat(PgBench.find(environment, debian)).isEqualTo(named);
    }

    @Test
    void shouldLookThroughThePathBeforeDebiansFolder() throws Exception {
        // Given
        Path onPath = program(folder.resolve("bin/pgbench"));
        program(debian.resolve("17/bin/pgbench"));

        // Then
        assertThat(PgBench.find(Map.of("PATH", folder + ":" + folder.resolve("bin")), debian))
                .isEqualTo(onPath);
    }

    @Test
    void shouldTakeTheNewestOfDebian() throws Exception {
        // Given
        program(debian.resolve("9/bin/pgbench"));
        Path newest = program(debian.resolve("15/bin/pgbench"));

        // Then
        assertThat(PgBench.find(Map.of(), debian)).isEqualTo(newest);
    }

    @Test
    void shouldSayWhatToInstall() {
        assertThatThrownBy(() -> PgBench.find(Map.of(), debian))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("install Debian's package postgresql")
                .hasMessageContaining("PGBENCH");
    }

    @Test
    void shouldNotLookElsewhereWhenAProgramIsNamed() {
        // Given
        Map<String, String> environment =
                Map.of("PGBENCH", folder.resolve("gone").toString());

        // Then
        assertThatThrownBy(() -> PgBench.find(environment, debian)).hasMessageContaining("gone, which is no program");
    }

    @Test
    void shouldReadItsAccountOfARun() throws Exception {
        // Given
        String said = """
                number of transactions actually processed: 61304
                number of failed transactions: 0 (0.000%)
                latency average = 1.283 ms
                tps = 12260.8 (without initial connection time)
                """;

        // Then
        assertThat(BareInserts.work(said)).isEqualTo(new Tally.Work(61304, 5.0));
    }

    @Test
    void shouldFailWhereItSaysSomethingElse() {
        assertThatThrownBy(() -> BareInserts.work("aborted")).hasMessageContaining("not what pgbench says: aborted");
    }

    private static Path program(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        Files.createFile(path);
        assertThat(path.toFile().setExecutable(true)).isTrue();
        return path;
    }
}
