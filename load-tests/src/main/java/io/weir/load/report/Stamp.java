package io.weir.load.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where figures come from, without which they say nothing.
 *
 * @param commit what was measured, with {@code -dirty} when the files differ from it
 * @param time when, ISO 8601
 * @param jdk the runner's Java, which the start script uses too
 * @param cores how many the machine has, shared by server and runner
 * @param os the kernel
 * @param flags {@code WEIR_JAVA_OPTS}, which adds to the start script's flags
 */
public record Stamp(String commit, String time, String jdk, int cores, String os, String flags) {

    private static final int GIT_SECONDS = 10;

    /** Looks around. */
    public static Stamp of(Path root, Clock clock) throws IOException, InterruptedException {
        return new Stamp(
                git(root),
                clock.instant().toString(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getenv().getOrDefault("WEIR_JAVA_OPTS", ""));
    }

    /** The stamp as a JSON tree. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("commit", commit);
        json.put("time", time);
        json.put("jdk", jdk);
        json.put("cores", cores);
        json.put("os", os);
        json.put("flags", flags);
        return json;
    }

    /** The stamp for people. */
    String line() {
        String line = "%s, %s, %d cores, %s".formatted(commit, jdk, cores, os);
        return flags.isEmpty() ? line : line + ", " + flags;
    }

    private static String git(Path root) throws IOException, InterruptedException {
        List<String> command = List.of("git", "describe", "--always", "--dirty", "--abbrev=12");
        Process git = new ProcessBuilder(command).directory(root.toFile()).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean ended = git.waitFor(GIT_SECONDS, TimeUnit.SECONDS);
        return ended && git.exitValue() == 0 ? said : "unknown";
    }
}
