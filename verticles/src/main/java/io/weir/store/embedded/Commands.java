package io.weir.store.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs that end by themselves. Blocks. */
final class Commands {

    private static final int SHOWN = 2_000;

    private Commands() {}

    /**
     * Runs one that says little, and waits.
     *
     * @return what it said
     * @throws IOException with what it said when it fails or is not done in time
     */
    static String run(List<String> command, Duration limit) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        command.get(command.size() - 1) + " is not done within " + limit.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(tail(said));
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The end of a long text, where the reason stands. */
    static String tail(String said) {
        String text = said.trim();
        return text.length() <= SHOWN ? text : "…" + text.substring(text.length() - SHOWN);
    }
}
