package io.weir.testing;

import io.weir.store.embedded.PostgresPrograms;
import io.weir.store.embedded.ServerUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes standby servers by PostgreSQL's low-level backup: the server's folder is copied while it runs, since its programs
 * here have no {@code pg_basebackup}.
 */
final class Standbys {

    /** What belongs to the running server, and its log, which the standby gets from it. */
    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot", "pg_stat_tmp", "pgsql_tmp");

    private Standbys() {}

    static Postgres copy(Postgres primary, PostgresPrograms programs, ServerUser user, Path folder) {
        try (Connection connection = primary.named("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            Path copy = Files.createTempDirectory(folder.getParent(), "standby-");
            user.give(copy);
            copyTree(folder, copy, user);
            for (String empty :
                    List.of("pg_wal", "pg_wal/archive_status", "pg_wal/summaries", "pg_replslot", "pg_stat_tmp")) {
                user.give(Files.createDirectories(copy.resolve(empty)));
            }
            write(user, copy.resolve("backup_label"), label(statement));
            write(user, copy.resolve("standby.signal"), "");
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = '%s'\nwal_retrieve_retry_interval = '50ms'\n".formatted(primary.conninfo()),
                    StandardOpenOption.APPEND);
            return Postgres.on(programs, user, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String label(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void copyTree(Path from, Path to, ServerUser user) throws IOException {
        List<Path> children;
        try (Stream<Path> all = Files.list(from)) {
            children = all.filter(
                            child -> !LEFT_OUT.contains(child.getFileName().toString()))
                    .toList();
        } catch (NoSuchFileException gone) { // a table that was dropped meanwhile
            return;
        }
        for (Path child : children) {
            Path target = to.resolve(child.getFileName());
            if (Files.isDirectory(child)) {
                user.give(Files.createDirectory(target));
                copyTree(child, target, user);
            } else {
                copyFile(child, target, user);
            }
        }
    }

    private static void copyFile(Path from, Path to, ServerUser user) throws IOException {
        try {
            user.give(Files.copy(from, to));
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(to);
        }
    }

    private static void write(ServerUser user, Path file, String text) throws IOException {
        user.give(Files.writeString(file, text));
    }
}
