package io.weir.store.embedded;

import io.weir.flow.BackOff;
import io.weir.telemetry.LogKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of a node's own, beside it and for it alone: on the loopback address, with a password, durable as
 * any other. When it ends by itself it is started again on the same port. Its methods block; one thread at a time.
 */
public final class EmbeddedServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String USER = "weir";
    private static final String DATABASE = "postgres";
    private static final int PORTS = 10;

    /** Of {@code postmaster.pid}, from 0. */
    private static final int PORT_LINE = 3;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Path path;
    private final int port;
    private final int connections;
    private final Optional<ServerUser> user;
    private @Nullable DataFolder folder;
    /** Once a server runs on it. */
    private @Nullable Cluster cluster;

    private volatile boolean stopping;

    /**
     * A server that does not run yet.
     *
     * @param path the folder that keeps its data
     * @param port where it listens; 0 for a free port
     * @param connections how many it takes
     */
    public EmbeddedServer(Path path, int port, int connections) {
        this(path, port, connections, Optional.empty());
    }

    /** A server that runs as a certain user. */
    EmbeddedServer(Path path, int port, int connections, Optional<ServerUser> user) {
        this.user = user;
        this.path = path.toAbsolutePath().normalize();
        this.port = port;
        this.connections = connections;
    }

    /** How to log in, on the loopback address. */
    public record Login(int port, String database, String user, String password) {

        /** The password is a secret. */
        @Override
        public String toString() {
            return "Login[" + port + "]";
        }
    }

    /**
     * Starts it, on a new folder or on that of an earlier start, and waits until it takes connections.
     *
     * @throws IOException when it does not; says what to do
     */
    public Login start() throws IOException {
        stopping = false;
        ServerUser runs = user.isPresent() ? user.get() : ServerUser.here();
        DataFolder held = DataFolder.hold(path);
        folder = held;
        runs.letThrough(path);
        PostgresPrograms programs = PostgresPrograms.unpack(path);
        Cluster prepared = new Cluster(held, programs, runs);
        prepared.prepare(USER);
        ServerProcess process = startOnAPort(new ServerProcess.Command(programs, runs, held, connections));
        cluster = prepared;
        watch(process);
        return new Login(process.port(), DATABASE, USER, held.password());
    }

    /**
     * How to log in to a server that runs on the folder already, another process's for example. Changes nothing.
     *
     * @return empty when none has been started there, or the last one was stopped
     */
    public Optional<Login> running() throws IOException {
        Path pid = path.resolve("postgres").resolve("postmaster.pid");
        Path password = path.resolve("password");
        if (!Files.isReadable(pid) || !Files.isReadable(password)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pid);
        return lines.size() <= PORT_LINE
                ? Optional.empty()
                : Optional.of(new Login(
                        Integer.parseInt(lines.get(PORT_LINE).trim()),
                        DATABASE,
                        USER,
                        Files.readString(password).trim()));
    }

    /** Stops it in good order and lets the folder go; does nothing when that has been done. */
    public void stop() throws IOException {
        stopping = true;
        Cluster running = cluster;
        cluster = null;
        try (DataFolder held = folder) {
            folder = null;
            if (running != null) {
                running.stop();
            }
        }
    }

    /** What a node does that is killed: nothing more, and the kernel lets the folder go. */
    void forget() throws IOException {
        stopping = true;
        cluster = null;
        stop();
    }

    private ServerProcess startOnAPort(ServerProcess.Command command) throws IOException {
        for (int attempt = 1; port == 0 && attempt < PORTS; attempt++) {
            try {
                return ServerProcess.start(command, FreePort.next());
            } catch (PortTakenException e) {
                LOG.debug("another process was faster", e);
            }
        }
        return ServerProcess.start(command, port == 0 ? FreePort.next() : port);
    }

    private void watch(ServerProcess process) {
        Thread watcher = new Thread(() -> keepUp(process), "weir-postgres");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Someone may kill it, and the kernel too, when memory is short. */
    private void keepUp(ServerProcess first) {
        ServerProcess process = first;
        try {
            while (true) {
                process.waitFor();
                if (stopping) {
                    return;
                }
                LOG.error("the embedded PostgreSQL ended by itself: starting it again");
                process = startAgain(process);
                if (stopping) {
                    process.end(); // whoever stopped the server has not seen this one
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerProcess startAgain(ServerProcess ended) throws InterruptedException {
        BackOff backOff = new BackOff(SHORTEST_PAUSE, LONGEST_PAUSE, new Random());
        while (!stopping) {
            Thread.sleep(backOff.pause().toMillis());
            try {
                return ended.again();
            } catch (IOException e) {
                LOG.atError().addKeyValue(LogKey.CAUSE, e.getMessage()).log("the embedded PostgreSQL does not start");
            }
        }
        return ended;
    }
}
