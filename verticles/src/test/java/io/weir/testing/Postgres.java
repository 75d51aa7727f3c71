package io.weir.testing;

import io.weir.store.embedded.PostgresPrograms;
import io.weir.store.embedded.ServerUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server of this JVM's own, on a TCP port that it keeps when it is stopped and started again; it ends
 * with the JVM. It does not outlive a crash of the machine (fsync is off), but one of its own.
 */
public final class Postgres {

    private static final String USER = "weir";
    private static final String PASSWORD = "test";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static Postgres server;

    private final int port = FreePorts.next();
    private final PostgresPrograms programs;
    private final ServerUser user;
    private final Path folder;
    private final Path log;

    private final HeldServer running;

    private Postgres(PostgresPrograms programs, ServerUser user, Path folder) {
        this.programs = programs;
        this.user = user;
        this.folder = folder;
        this.log = folder.resolveSibling(folder.getFileName() + ".log");
        this.running = new HeldServer("PostgreSQL", Map.of(), folder, log);
    }

    /** This JVM's server, started if it does not run. Tests that stop it start it again. */
    public static synchronized Postgres server() {
        if (server == null) {
            server = create();
        }
        server.start();
        return server;
    }

    /** An empty database of {@link #server()}, for one test class or one test. */
    public static PostgresDatabase database() {
        return copy("template1");
    }

    static PostgresDatabase copy(String template) {
        Postgres postgres = server();
        String name = "test_" + DATABASES.incrementAndGet();
        new PostgresDatabase(postgres.uri("postgres"))
                .update("create database %s template %s".formatted(name, template));
        return new PostgresDatabase(postgres.uri(name));
    }

    /**
     * A server that replays this one's log, once it is started; not this JVM's only one. Who made it stops it. Nothing may
     * make or drop databases meanwhile.
     */
    public synchronized Postgres standby() {
        return Standbys.copy(this, programs, user, folder);
    }

    /** A server on a folder that is there. */
    static Postgres on(PostgresPrograms programs, ServerUser user, Path folder) {
        return new Postgres(programs, user, folder);
    }

    /** A database of this server. */
    public PostgresDatabase named(String database) {
        return new PostgresDatabase(uri(database));
    }

    /** What a standby follows. */
    String conninfo() {
        return "host=127.0.0.1 port=%d user=%s password=%s".formatted(port, USER, PASSWORD);
    }

    /** The port on the loopback address. */
    public int port() {
        return port;
    }

    /** Starts it and waits until it takes connections. Does nothing when it runs. */
    public synchronized void start() {
        List<String> command = user.command(
                programs.program("postgres"),
                "-D",
                folder.toString(),
                "-p",
                "" + port,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                "-c",
                "fsync=off");
        running.start(command, this::takesConnections, START_LIMIT);
    }

    /** Ends it in good order and at once: clients are told and lose their connections. */
    public synchronized void stop() {
        if (running.runs()) {
            running.run(user.command(
                    programs.program("pg_ctl"), "stop", "-D", folder.toString(), "-m", "fast", "-w", "-t", "60"));
            running.stop();
        }
    }

    /** Ends it as a crash would. */
    public synchronized void kill() {
        running.kill();
    }

    /** Lets it hang, with connections open, until {@link #thaw()}. */
    public synchronized void freeze() {
        signal("-STOP");
    }

    /** Lets it go on after {@link #freeze()}. */
    public synchronized void thaw() {
        signal("-CONT");
    }

    /** Takes TLS from now on, beside connections in clear text, until {@link #refuseTls()}. */
    public synchronized void serveTls(TestCertificate certificate) {
        try {
            user.give(Files.copy(certificate.pem(), folder.resolve("server.crt"), StandardCopyOption.REPLACE_EXISTING));
            user.give(Files.writeString(folder.resolve("server.key"), certificate.privateKey()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set("ssl = on");
    }

    /** Takes connections in clear text only. */
    public synchronized void refuseTls() {
        set("ssl = off");
    }

    private void set(String setting) {
        PostgresDatabase database = new PostgresDatabase(uri("postgres"));
        database.update("alter system set " + setting);
        database.queryOne("select pg_reload_conf()");
    }

    /** Some of the server's processes live for moments only: one that is gone is no failure. */
    private void signal(String signal) {
        ProcessHandle postmaster = ProcessHandle.of(running.pid()).orElseThrow();
        Stream<Long> processes =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).map(ProcessHandle::pid);
        String pids = processes.map(String::valueOf).collect(Collectors.joining(" "));
        running.run(List.of("sh", "-c", "kill " + signal + " " + pids + " 2>/dev/null; true"));
    }

    private String uri(String database) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(USER, PASSWORD, port, database);
    }

    private static Postgres create() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path folder = Files.createTempDirectory(target, "postgres-");
            Path password = Files.writeString(folder.resolveSibling(folder.getFileName() + ".password"), PASSWORD);
            ServerUser user = ServerUser.here();
            user.give(folder);
            user.give(password);
            Postgres created = new Postgres(PostgresPrograms.unpack(target), user, folder);
            created.running.run(user.command(
                    created.programs.program("initdb"),
                    "--pgdata=" + folder,
                    "--username=" + USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync"));
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean takesConnections() throws SQLException {
        try (Connection connection = new PostgresDatabase(uri("postgres")).connect()) {
            return connection.isValid(1);
        }
    }
}
