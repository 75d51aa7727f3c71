package io.weir.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that never outlives this JVM, however the JVM ends: a shell holds it and lets it go as soon as the pipe
 * from here closes, which the kernel does even for a JVM that was killed.
 */
public final class Leash implements AutoCloseable {

    private static final String HOLD = "\"$@\" </dev/null & held=$!; read -r end; kill -TERM $held; wait $held";
    private static final long PATIENCE_SECONDS = 20;

    private final Process shell;

    private Leash(Process shell) {
        this.shell = shell;
    }

    /**
     * Starts a program.
     *
     * @param environment added to this JVM's own
     * @param log takes what the program writes, appended
     */
    public static Leash start(List<String> command, Map<String, String> environment, Path folder, Path log)
            throws IOException {
        List<String> held = new ArrayList<>(List.of("sh", "-c", HOLD, "leash"));
        held.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(held)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new Leash(builder.start());
    }

    /** Whether the program's shell still runs. */
    public boolean isAlive() {
        return shell.isAlive() && shell.children().findAny().isPresent();
    }

    /** The program's own process, for signals. */
    public long pid() {
        return shell.children().findAny().orElseThrow().pid();
    }

    /** Ends the program at once, as a crash would. */
    public void kill() {
        List<ProcessHandle> all = shell.descendants().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        all.forEach(process ->
                process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }

    /** Asks the program to end, waits until it did, and kills it when it does not. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
