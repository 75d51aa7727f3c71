package io.weir.store.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A server from its start to its end. */
final class ServerProcess {

    private static final Duration START = Duration.ofSeconds(50);
    private static final long LOOK_MILLIS = 20;
    private static final int STATUS_LINE = 7;

    /** In a session of its own: Ctrl-C at the node's terminal is the node's, which needs its store until it has drained. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Command command;
    private final int port;
    private final Process process;

    private ServerProcess(Command command, int port, Process process) {
        this.command = command;
        this.port = port;
        this.process = process;
    }

    /**
     * What a server is started with.
     *
     * @param connections how many it takes
     */
    record Command(PostgresPrograms programs, ServerUser user, DataFolder folder, int connections) {

        /** Set here, they win over what stands in the folder. */
        private Map<String, String> settings(int port) {
            Map<String, String> settings = new TreeMap<>(Map.of(
                    "listen_addresses", "127.0.0.1",
                    "port", "" + port,
                    "unix_socket_directories", "",
                    "max_connections", "" + connections,
                    "fsync", "on",
                    "full_page_writes", "on",
                    "synchronous_commit", "on"));
            settings.put("shared_buffers", "32MB");
            settings.put("max_wal_size", "256MB"); // bounds what a start after a crash has to go through
            settings.put("jit", "off");
            settings.put("log_min_messages", "log"); // statements that fail are told to whoever sent them
            settings.put("log_min_error_statement", "panic");
            settings.put("log_checkpoints", "off");
            return settings;
        }

        private List<String> words(int port) {
            List<String> arguments =
                    new ArrayList<>(List.of("-D", folder.server().toString()));
            settings(port).forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
            List<String> words = new ArrayList<>(Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of());
            words.addAll(user.command(programs.postgres(), arguments.toArray(String[]::new)));
            return words;
        }
    }

    /**
     * Starts a server and waits until it takes connections. Blocks.
     *
     * @throws PortTakenException when someone else listens on the port
     * @throws IOException with what the server said when it does not start
     */
    static ServerProcess start(Command command, int port) throws IOException {
        Process process = new ProcessBuilder(command.words(port))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(command.folder().log().toFile())
                .start();
        ServerProcess started = new ServerProcess(command, port, process);
        started.awaitReady();
        return started;
    }

    /** Starts another in the place of one that has ended. Blocks. */
    ServerProcess again() throws IOException {
        return start(command, port);
    }

    int port() {
        return port;
    }

    /** Blocks until the server has ended. */
    void waitFor() throws InterruptedException {
        process.waitFor();
    }

    /** Asks the server to end. */
    void end() {
        process.destroy();
    }

    /** The server writes how far it is into its own folder. */
    private void awaitReady() throws IOException {
        long limit = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (hasEnded()) {
                throw refusal();
            }
            if (System.nanoTime() > limit) {
                process.destroy();
                throw new IOException("the embedded PostgreSQL is not ready within " + START.toSeconds() + " s; "
                        + command.folder().log() + " says what it does");
            }
        }
    }

    private boolean hasEnded() throws InterruptedIOException {
        try {
            return process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private boolean isReady() throws IOException {
        Path note = command.folder().server().resolve("postmaster.pid");
        if (!Files.exists(note)) {
            return false;
        }
        List<String> lines = Files.readAllLines(note);
        return lines.size() > STATUS_LINE
                && lines.get(0).trim().equals("" + process.pid())
                && lines.get(STATUS_LINE).trim().equals("ready");
    }

    private IOException refusal() throws IOException {
        String said = Files.readString(command.folder().log());
        return said.contains("could not bind IPv4 address")
                ? new PortTakenException(port)
                : new IOException("the embedded PostgreSQL does not start: " + Commands.tail(said));
    }
}
