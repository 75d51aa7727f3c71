package io.weir.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded server as a node sees it: started, stopped, killed, and left behind. */
class EmbeddedServerTest {

    private Path path;
    private EmbeddedServer server;

    @BeforeEach
    void makeFolder() throws IOException {
        path = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "embedded-")
                .toAbsolutePath();
        // Unpacked before, by another test; a copy of links is as good and much faster.
        Path programs =
                PostgresPrograms.unpack(Path.of("target").toAbsolutePath()).folder();
        Files.createSymbolicLink(path.resolve(programs.getFileName()), programs);
        server = new EmbeddedServer(path, 0, 20);
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void shouldKeepWhatIsWrittenOverRestarts() throws Exception {
        // given
        update(server.start(), "create table t (a int); insert into t values (7)");

        // when
        server.stop();
        server = new EmbeddedServer(path, 0, 20);

        // then
        assertThat(query(server.start(), "select a from t")).isEqualTo("7");
    }

    @Test
    void shouldBeDurableAndForNobodyElse() throws Exception {
        // when
        EmbeddedServer.Login login = server.start();

        // then
        assertThat(query(login, "show fsync")).isEqualTo("on");
        assertThat(query(login, "show synchronous_commit")).isEqualTo("on");
        assertThat(query(login, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query(login, "show unix_socket_directories")).isEmpty();
        assertThatThrownBy(() -> connect(new EmbeddedServer.Login(login.port(), "postgres", "weir", "guess")))
                .hasMessageContaining("password authentication failed");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("postgres"))))
                .isEqualTo("rwx------");
        assertThat(path.resolve("password.initdb")).doesNotExist();
        assertThat(login.toString()).doesNotContain(login.password());
    }

    @Test
    void shouldRefuseAFolderThatAnotherNodeUses() throws Exception {
        // given
        server.start();
        EmbeddedServer second = new EmbeddedServer(path, 0, 20);

        // then
        assertThatThrownBy(second::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("store.path " + path + " is in use by another node")
                .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
                .hasMessageContaining("give this one another store.path");
    }

    @Test
    void shouldRefuseTheFolderOfAnotherMajorVersion() throws Exception {
        // given
        server.start();
        server.stop();
        Files.writeString(path.resolve("postgres/PG_VERSION"), "12\n");
        server = new EmbeddedServer(path, 0, 20);

        // then
        assertThatThrownBy(server::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was written by PostgreSQL 12 and this Weir brings 17");
    }

    @Test
    void shouldTakeOverTheServerThatAKilledNodeLeft() throws Exception {
        // given
        EmbeddedServer.Login before = server.start();
        update(before, "create table t (a int); insert into t values (7)");
        long orphan = postmaster();
        Connection leftOpen = connect(before);
        server.forget();

        // when
        server = new EmbeddedServer(path, 0, 20);
        EmbeddedServer.Login after = server.start();

        // then
        assertThat(query(after, "select a from t")).isEqualTo("7");
        assertThat(ProcessHandle.of(orphan).map(ProcessHandle::isAlive)).isNotEqualTo(Optional.of(true));
        assertThat(leftOpen.isValid(1)).isFalse();
    }

    @Test
    void shouldStartOnAFolderWhoseServerWasKilledToo() throws Exception {
        // given
        update(server.start(), "create table t (a int); insert into t values (7)");
        long killed = postmaster();
        server.forget();
        kill(killed);
        // its number is another process's now
        Path note = path.resolve("postgres/postmaster.pid");
        Files.writeString(
                note,
                Files.readString(note)
                        .replaceFirst("\\d+", "" + ProcessHandle.current().pid()));

        // when
        server = new EmbeddedServer(path, 0, 20);

        // then
        assertThat(query(server.start(), "select a from t")).isEqualTo("7");
    }

    @Test
    void shouldStartTheServerAgainOnTheSamePortWhenItIsKilled() throws Exception {
        // given
        EmbeddedServer.Login login = server.start();
        update(login, "create table t (a int); insert into t values (7)");
        long killed = postmaster();

        // when
        kill(killed);

        // then
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(query(login, "select a from t")).isEqualTo("7"));
        assertThat(postmaster()).isNotEqualTo(killed);
    }

    @Test
    void shouldSayWhichPortIsTaken() throws Exception {
        // given
        int port = FreePorts.next();
        server = new EmbeddedServer(path, port, 20);

        // then
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        server.stop();
        server = new EmbeddedServer(path, port, 20);
        assertThat(server.start().port()).isEqualTo(port);
    }

    @Test
    void shouldRunAsNobodyWhereRootMayNotMakeANamespace() throws Exception {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can");
        // given
        server = new EmbeddedServer(path, 0, 20, Optional.of(ServerUser.OTHER));

        // then
        assertThat(query(server.start(), "select 7")).isEqualTo("7");
        server.stop();
        assertThat(query(server.start(), "select 7")).isEqualTo("7");
        assertThat(Files.getAttribute(path.resolve("postgres"), "unix:uid")).isEqualTo(65_534);
    }

    @Test
    void shouldSayWhereThereAreNoPrograms() {
        assertThatThrownBy(() -> PostgresPrograms.archive("Mac OS X", "aarch64"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no embedded PostgreSQL for Mac OS X on aarch64")
                .hasMessageContaining("kind: postgres");
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(path.resolve("postgres/postmaster.pid")).get(0));
    }

    /** The server and its children, as when memory is short. */
    private static void kill(long pid) {
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        Stream<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants().toList().stream());
        all.toList().forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    private static Connection connect(EmbeddedServer.Login login) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + login.port() + "/" + login.database(), login.user(), login.password());
    }

    private static void update(EmbeddedServer.Login login, String sql) throws SQLException {
        try (Connection connection = connect(login)) {
            connection.createStatement().execute(sql);
        }
    }

    private static String query(EmbeddedServer.Login login, String sql) throws SQLException {
        try (Connection connection = connect(login);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
