package io.weir.store.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of an embedded server, held by one node at a time:
 *
 * <pre>
 *  lock             held by the kernel as long as the node's process lives; says which that is
 *  password         of the server's only user
 *  postgres/        the server's own folder
 *  postgres.log     what it said since it was started last
 *  postgres-…/      the programs, by version
 * </pre>
 */
final class DataFolder implements AutoCloseable {

    private static final int PASSWORD_BYTES = 32;

    /** Those of this process: a second look at a lock file would take the kernel's lock from the first. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process; makes it if it is missing.
     *
     * @throws IOException when another process has it, or it cannot be written; says which
     */
    static DataFolder hold(Path path) throws IOException {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IOException("store.path " + path + " cannot be made: " + e.getMessage(), e);
        }
        String self = ProcessHandle.current().pid() + "\n";
        if (!HELD.add(path)) {
            throw inUse(path, self);
        }
        try {
            FileChannel channel = open(path.resolve("lock"));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(path, Files.readString(path.resolve("lock")));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(self));
            return new DataFolder(path, channel, lock);
        } catch (IOException e) {
            HELD.remove(path);
            throw e;
        }
    }

    private static IOException inUse(Path path, String holder) {
        return new IOException(("store.path %s is in use by another node%s: stop that node, give this one another"
                        + " store.path, or let both use one server with store: { kind: postgres, uri: … }")
                .formatted(path, holder.isBlank() ? "" : " (process " + holder.trim() + ")"));
    }

    /** Where the programs are unpacked. */
    Path path() {
        return path;
    }

    /** The server's own folder. */
    Path server() {
        return path.resolve("postgres");
    }

    /** What the server says. */
    Path log() {
        return path.resolve("postgres.log");
    }

    /** A file for no longer than {@code initdb} runs. */
    Path temporaryPassword() {
        return path.resolve("password.initdb");
    }

    /** The password of the server's user; made up when there is none. */
    String password() throws IOException {
        Path file = path.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            writeSecret(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).trim();
    }

    /** Writes a file that only its owner may read, from its first moment on. */
    static void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** Lets the folder go. */
    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
        HELD.remove(path);
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return new RandomAccessFile(file.toFile(), "rw").getChannel();
        } catch (IOException e) {
            throw new IOException("store.path " + file.getParent() + " cannot be written: " + e.getMessage(), e);
        }
    }
}
