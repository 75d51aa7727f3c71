package io.weir.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server's program, started and stopped over and over in one folder, on the {@link Leash} of this JVM, with all that it
 * says in one log.
 */
final class HeldServer {

    private static final long PAUSE_MILLIS = 50;
    private static final long COMMAND_SECONDS = 60;

    private final String name;
    private final Map<String, String> environment;
    private final Path folder;
    private final Path log;
    private Leash running;

    /**
     * Describes a server; nothing runs yet.
     *
     * @param environment added to this JVM's own, for the server and for its tools
     */
    HeldServer(String name, Map<String, String> environment, Path folder, Path log) {
        this.name = name;
        this.environment = environment;
        this.folder = folder;
        this.log = log;
    }

    /** Whether it takes connections; anything it throws says that it does not yet. */
    interface Probe {
        boolean answers() throws Exception;
    }

    /** Starts it and waits until it answers. Does nothing when it runs. */
    void start(List<String> command, Probe probe, Duration limit) {
        if (running != null) {
            return;
        }
        try {
            running = Leash.start(command, environment, folder, log);
            awaitAnswer(probe, Instant.now().plus(limit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean runs() {
        return running != null;
    }

    /** The server's own process, for signals. */
    long pid() {
        return running.pid();
    }

    /** Ends it in good order. */
    void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** Ends it as a crash would. */
    void kill() {
        if (running != null) {
            running.kill();
            running = null;
        }
    }

    /** Runs one of its tools to its end; anything but success is an error that shows the log. */
    void run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("%s failed:%n%s".formatted(command, Files.readString(log)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitAnswer(Probe probe, Instant limit) throws IOException {
        while (!answers(probe)) {
            if (!running.isAlive() || Instant.now().isAfter(limit)) {
                String said = Files.readString(log);
                kill();
                throw new AssertionError("%s does not start:%n%s".formatted(name, said));
            }
        }
    }

    private static boolean answers(Probe probe) {
        try {
            return probe.answers();
        } catch (Exception e) { // not yet
            return pause();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
