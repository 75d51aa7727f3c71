package io.weir.store.embedded;

import io.weir.telemetry.LogKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's own folder: made once, checked at each start, and taken over from a server that outlived its node. Every
 * method blocks.
 */
final class Cluster {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration MAKE = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 20;

    private final DataFolder folder;
    private final PostgresPrograms programs;
    private final ServerUser user;

    Cluster(DataFolder folder, PostgresPrograms programs, ServerUser user) {
        this.folder = folder;
        this.programs = programs;
        this.user = user;
    }

    /**
     * Makes the folder ready for a server to start on it.
     *
     * @throws IOException when it cannot be used; says why and what to do
     */
    void prepare(String userName) throws IOException {
        if (Files.exists(folder.server().resolve("PG_VERSION"))) {
            refuseOtherVersion();
            takeOver();
        } else {
            make(userName);
        }
    }

    /** Ends the server that runs on the folder: in good order at once, or as a crash would when that takes too long. */
    void stop() throws IOException {
        try {
            control("fast");
        } catch (IOException e) {
            LOG.atWarn().addKeyValue(LogKey.CAUSE, e.getMessage()).log("PostgreSQL does not stop: ending it at once");
            control("immediate");
        }
    }

    private void control(String mode) throws IOException {
        Commands.run(
                user.command(
                        programs.pgCtl(),
                        "stop",
                        "-D",
                        folder.server().toString(),
                        "-m",
                        mode,
                        "-w",
                        "-t",
                        "" + STOP_SECONDS),
                Duration.ofSeconds(2 * STOP_SECONDS));
    }

    /** Elsewhere first, so that a folder is whole or is not there. */
    private void make(String userName) throws IOException {
        Path half = folder.server().resolveSibling("postgres.new");
        PostgresPrograms.delete(half);
        Files.createDirectory(half);
        user.give(half);
        DataFolder.writeSecret(folder.temporaryPassword(), folder.password());
        user.give(folder.temporaryPassword());
        try {
            Commands.run(
                    user.command(
                            programs.initdb(),
                            "--pgdata=" + half,
                            "--username=" + userName,
                            "--pwfile=" + folder.temporaryPassword(),
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--data-checksums"),
                    MAKE);
        } catch (IOException e) {
            throw new IOException("PostgreSQL cannot make its folder in " + folder.path() + ": " + e.getMessage(), e);
        } finally {
            Files.delete(folder.temporaryPassword());
        }
        Files.move(half, folder.server());
    }

    private void refuseOtherVersion() throws IOException {
        String found = Files.readString(folder.server().resolve("PG_VERSION")).trim();
        String ours = programs.majorVersion();
        if (!found.equals(ours)) {
            throw new IOException(
                    ("store.path %s was written by PostgreSQL %s and this Weir brings %s: dump it with the Weir"
                                    + " that wrote it and restore it into another store.path, or run a PostgreSQL %s on its folder"
                                    + " postgres and use store: { kind: postgres, uri: … }")
                            .formatted(folder.path(), found, ours, found));
        }
    }

    /**
     * A node that was killed leaves its server behind, or a note of one that is gone, whose number may be another
     * process's by now. Nobody else uses the folder, since we hold it.
     */
    private void takeOver() throws IOException {
        Path note = folder.server().resolve("postmaster.pid");
        if (!Files.exists(note)) {
            return;
        }
        String pid = Files.readString(note).lines().findFirst().orElse("").trim();
        if (!isOurServer(pid)) {
            Files.deleteIfExists(note);
            return;
        }
        LOG.atWarn()
                .addKeyValue(LogKey.PROCESS, pid)
                .log("a node that was killed left its PostgreSQL running: stopping it");
        try {
            stop();
        } catch (IOException e) {
            throw new IOException(
                    "the PostgreSQL (process %s) that a killed node left on store.path %s does not stop: end it"
                            .formatted(pid, folder.path()),
                    e);
        }
    }

    /** Whether the process was started on this folder. */
    private boolean isOurServer(String pid) {
        try {
            String[] words = Files.readString(Path.of("/proc", pid, "cmdline")).split("\0");
            return java.util.Arrays.asList(words).contains(folder.server().toString());
        } catch (IOException | IllegalArgumentException gone) {
            return false;
        }
    }
}
