package io.weir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The names of one network of {@link Hosts}, which are this JVM's as long as it holds the lock.
 *
 * @param n the third number of its addresses
 */
record Network(int n, FileChannel lock) {

    private static final int NETWORKS = 250;
    private static final Path LOCKS = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Path DEVICES = Path.of("/sys/class/net");
    private static final Path NAMESPACES = Path.of("/run/netns");

    /** The first that no JVM has. What killed runs have left is removed. */
    static Network claim() {
        Optional<Network> ours = Optional.empty();
        for (int n = 1; n <= NETWORKS; n++) {
            if (ours.isEmpty()) {
                ours = claim(n);
                ours.ifPresent(Network::remove);
            } else if (Files.exists(DEVICES.resolve(bridge(n)))) {
                claim(n).ifPresent(Network::close);
            }
        }
        return ours.orElseThrow(() -> new AssertionError("all networks of 10.77 are in use"));
    }

    private static Optional<Network> claim(int n) {
        try {
            FileChannel channel = FileChannel.open(
                    LOCKS.resolve("weir-test-network-" + n + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (locked(channel)) {
                return Optional.of(new Network(n, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    private static String bridge(int n) {
        return "wr" + n;
    }

    String bridge() {
        return bridge(n);
    }

    /** A host's namespace; its end of the bridge has the same name with a {@code v} behind. */
    String namespace(int host) {
        return bridge() + (char) ('a' + host);
    }

    String address(int last) {
        return "10.77.%d.%d".formatted(n, last);
    }

    /** Removes all that is there of it, and lets others have it. */
    void close() {
        remove();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove() {
        for (int host = 0; Files.exists(NAMESPACES.resolve(namespace(host))); host++) {
            attempt("netns del " + namespace(host)); // and with it, soon, both ends of its link
        }
        for (int host = 0; Files.exists(DEVICES.resolve(namespace(host) + "v")); host++) {
            attempt("link del " + namespace(host) + "v"); // at once, though a process may still be there
        }
        if (Files.exists(DEVICES.resolve(bridge()))) {
            ip("link del " + bridge());
        }
    }

    /** What is gone already is no failure. */
    private static void attempt(String command) {
        try {
            ip(command);
        } catch (UncheckedIOException gone) {
            return;
        }
    }

    /** Runs commands of the program {@code ip}, one a line, until one fails, in the root namespace. */
    static void ip(String commands) {
        run(List.of(), commands);
    }

    /** The same in another namespace. */
    static void ip(String namespace, String commands) {
        run(List.of("-n", namespace), commands);
    }

    private static void run(List<String> options, String commands) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(options);
        command.addAll(List.of("-batch", "-"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().write((commands + '\n').getBytes(UTF_8));
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
