package io.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashTest {

    private static final List<String> LONG = List.of("sleep", "1000");

    @TempDir
    Path folder;

    @Test
    void shouldEndTheProgramWhenClosed() throws Exception {
        // Given
        Leash leash = Leash.start(LONG, Map.of(), folder, folder.resolve("log"));
        await().until(leash::isAlive);

        // When
        leash.close();

        // Then
        assertThat(leash.isAlive()).isFalse();
    }

    @Test
    void shouldEndTheProgramWhenThisJvmIsKilled() throws Exception {
        // Given a JVM that holds a program
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle program = ProcessHandle.of(Long.parseLong(firstLine(jvm))).orElseThrow();
        assertThat(program.isAlive()).isTrue();

        // When
        jvm.destroyForcibly();

        // Then
        await().until(() -> !program.isAlive());
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** The JVM that is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Leash.start(LONG, Map.of(), folder, folder.resolve("log"));
            ProcessHandle program = await().until(
                            () -> ProcessHandle.current()
                                    .descendants()
                                    .filter(process ->
                                            process.info().command().orElse("").endsWith("/sleep"))
                                    .findFirst(),
                            found -> found.isPresent())
                    .orElseThrow();
            System.out.println(program.pid());
            Thread.sleep(1_000_000);
        }
    }
}
