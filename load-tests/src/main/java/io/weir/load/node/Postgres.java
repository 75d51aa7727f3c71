package io.weir.load.node;

import io.weir.store.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The PostgreSQL server of a run: one of its own, which runs as Weir's embedded one does, or one that runs already. */
public final class Postgres implements AutoCloseable {

    private final URI uri;
    private final Optional<Own> own;

    private record Own(EmbeddedServer server, Path folder) {

        /** Also when the runner is interrupted, which the server does not hear of. Does nothing the second time. */
        synchronized void close() {
            try {
                server.stop();
                delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) throws IOException {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private Postgres(URI uri, Optional<Own> own) {
        this.uri = uri;
        this.own = own;
    }

    /**
     * Starts a server.
     *
     * @param folder an empty folder for its data, deleted with it
     * @param connections how many it takes
     */
    public static Postgres start(Path folder, int connections) throws IOException {
        EmbeddedServer server = new EmbeddedServer(folder, 0, connections);
        EmbeddedServer.Login login = server.start();
        URI uri = URI.create("postgresql://%s:%s@127.0.0.1:%d/%s?sslmode=disable"
                .formatted(login.user(), login.password(), login.port(), login.database()));
        Own own = new Own(server, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(own::close, "postgres"));
        return new Postgres(uri, Optional.of(own));
    }

    /** A server that others look after. */
    public static Postgres at(URI uri) {
        return new Postgres(uri, Optional.empty());
    }

    /** As Weir's configuration wants it, password included. */
    public String uri() {
        return uri.toString();
    }

    /** A connection that commits each statement. */
    public Connection connect() throws SQLException {
        String[] login = uri.getUserInfo().split(":", 2);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
        String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getPath() + query;
        return DriverManager.getConnection(jdbc, login[0], login.length == 1 ? "" : login[1]);
    }

    /** A program that connects to the server by libpq's environment. */
    public ProcessBuilder client(List<String> command) {
        ProcessBuilder program = new ProcessBuilder(command);
        String[] login = uri.getUserInfo().split(":", 2);
        Map<String, String> environment = program.environment();
        environment.put("PGHOST", uri.getHost());
        environment.put("PGPORT", uri.getPort() < 0 ? "5432" : String.valueOf(uri.getPort()));
        environment.put("PGDATABASE", uri.getPath().substring(1));
        environment.put("PGUSER", login[0]);
        environment.put("PGPASSWORD", login.length == 1 ? "" : login[1]);
        if (uri.getQuery() != null) { // the only key that Weir's configuration takes
            environment.put("PGSSLMODE", uri.getQuery().replace("sslmode=", ""));
        }
        return program;
    }

    /** CPU time of all its processes since its start, in microseconds; NaN where it is not our own. */
    public double cpuMicros() {
        if (own.isEmpty()) {
            return Double.NaN;
        }
        long pid = pid(own.get().folder());
        while (true) { // a process that ends meanwhile would be missing, or be there twice
            List<Long> children = children(pid);
            Optional<Long> cpu = cpuMicros(pid, children);
            if (cpu.isPresent() && children.equals(children(pid))) {
                return cpu.get();
            }
        }
    }

    private static Optional<Long> cpuMicros(long pid, List<Long> children) {
        try {
            long cpu = new ProcessUsage(pid).cpuMicrosWithEnded();
            for (long child : children) {
                cpu += new ProcessUsage(child).cpuMicros();
            }
            return Optional.of(cpu);
        } catch (UncheckedIOException gone) {
            return Optional.empty();
        }
    }

    private static List<Long> children(long pid) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::children)
                .orElseThrow(() -> new IllegalStateException("PostgreSQL is gone"))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    /** The server's own note, see {@code postmaster.pid} in PostgreSQL's manual. */
    private static long pid(Path folder) {
        try {
            Path note = folder.resolve("postgres").resolve("postmaster.pid");
            return Long.parseLong(Files.readAllLines(note).get(0).trim());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is gone", e);
        }
    }

    @Override
    public void close() {
        own.ifPresent(Own::close);
    }
}
