package io.weir.store.embedded;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of the PostgreSQL server that comes with Weir, unpacked. Every method blocks.
 *
 * @param folder the unpacked archive
 */
public record PostgresPrograms(Path folder) {

    /** The archives on the class path, by what Java calls the processor. */
    private static final Map<String, String> ARCHIVES = Map.of(
            "amd64", "postgres-linux-x86_64.txz",
            "aarch64", "postgres-linux-arm_64.txz");

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ([0-9]+)");

    /**
     * Unpacks the programs of this machine's kind unless they are there already: beside those of other versions, and
     * whole or not at all.
     *
     * @param into the folder that takes them, made if it is missing
     * @throws IOException when there are none for this machine, or the folder cannot be written; says which
     */
    public static PostgresPrograms unpack(Path into) throws IOException {
        String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path folder = into.resolve("postgres-" + checksum(archive));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(into);
            Path half = Files.createTempDirectory(into, "unpacking-");
            unpack(archive, half);
            keep(half, folder);
        }
        return new PostgresPrograms(folder);
    }

    /** Makes a data folder. */
    Path initdb() {
        return program("initdb");
    }

    /** Stops a server. */
    Path pgCtl() {
        return program("pg_ctl");
    }

    /** The server itself. */
    Path postgres() {
        return program("postgres");
    }

    /** The version whose folders this server reads. */
    String majorVersion() throws IOException {
        String said = Commands.run(List.of(postgres().toString(), "--version"), Duration.ofSeconds(10));
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new IOException("PostgreSQL does not say its version: " + said);
        }
        return version.group(1);
    }

    /**
     * A program by its name.
     *
     * @param name {@code initdb}, {@code pg_ctl} or {@code postgres}
     */
    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static String archive(String system, String processor) throws IOException {
        String archive = system.toLowerCase(Locale.ROOT).equals("linux") ? ARCHIVES.get(processor) : null;
        if (archive == null) {
            throw new IOException("there is no embedded PostgreSQL for %s on %s, only for Linux on amd64 and aarch64:"
                            .formatted(system, processor)
                    + " use store: { kind: postgres, uri: … }");
        }
        return archive;
    }

    private static InputStream open(String archive) throws IOException {
        InputStream stream = PostgresPrograms.class.getClassLoader().getResourceAsStream(archive);
        if (stream == null) {
            throw new FileNotFoundException("the jar lacks " + archive);
        }
        return new BufferedInputStream(stream, 1 << 16);
    }

    private static String checksum(String archive) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(open(archive), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Long.toHexString(sum.getValue());
    }

    private static void unpack(String archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException(archive + " has an entry outside of it");
                }
                write(tar, entry, target);
            }
        }
        openToAll(folder);
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
            throw new IOException(target + " cannot be made executable");
        }
    }

    /** Nothing in it is secret, and the server may run as another user than the one who unpacks. */
    private static void openToAll(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Puts a whole folder in its place, unless another process was faster. */
    private static void keep(Path half, Path folder) throws IOException {
        try {
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            delete(half);
        }
    }

    /** Deletes a folder and all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
