package io.weir.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What came of a program that ran to its end.
 *
 * @param exitCode 0 when it did what it should
 * @param output what it wrote, errors included
 */
public record ScriptRun(int exitCode, String output) {

    private static final long LIMIT_SECONDS = 60;

    /** Runs a program with an input and more environment than this JVM's. */
    public static ScriptRun of(List<String> command, Map<String, String> environment, String input)
            throws IOException, InterruptedException {
        Path in = Files.writeString(Files.createTempFile("weir-in-", ".txt"), input);
        Path out = Files.createTempFile("weir-out-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("%s does not end:%n%s".formatted(command, Files.readString(out)));
            }
            return new ScriptRun(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(in);
            Files.delete(out);
        }
    }
}
