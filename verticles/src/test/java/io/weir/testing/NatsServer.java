package io.weir.testing;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A NATS server of this JVM's own: its port and its folder are no one else's. It keeps both when it is stopped and started
 * again, and with them what JetStream has stored. The program is the one of {@link Programs}; Debian has it too.
 */
public final class NatsServer implements AutoCloseable {

    /** What it refuses to take is larger than this. */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    /** May do everything. */
    public static final String USER = "weir";

    /** Of {@link #USER}, and of {@link #LIMITED}. */
    public static final String PASSWORD = "pass";

    /** May publish, subscribe and ask only below {@code allowed}. */
    public static final String LIMITED = "limited";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path server = Programs.require("nats-server", "nats-server");
    private final int port = FreePorts.next();
    private final Path folder;
    private final String scheme;
    private final HeldServer process;

    private NatsServer(Path folder, String scheme) {
        this.folder = folder;
        this.scheme = scheme;
        this.process = new HeldServer("NATS (" + server + ")", Map.of(), folder, folder.resolve("nats.log"));
    }

    /** One with JetStream; not yet started. */
    public static NatsServer create() {
        return create("nats", "jetstream { store_dir: \"data\" }");
    }

    /** One without JetStream; not yet started. */
    public static NatsServer withoutJetStream() {
        return create("nats", "");
    }

    /** One without JetStream that lets nobody in without TLS; not yet started. */
    public static NatsServer withTls(TestCertificate certificate) {
        try {
            Path key = certificate.pem().resolveSibling("nats.key");
            Files.writeString(key, certificate.privateKey());
            return create("tls", "tls { cert_file: \"%s\", key_file: \"%s\" }".formatted(certificate.pem(), key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NatsServer create(String scheme, String more) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            NatsServer created = new NatsServer(Files.createTempDirectory(target, "nats-"), scheme);
            Files.writeString(created.configuration(), created.settings(more));
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, for who may do everything; the same after a restart. */
    public String uri() {
        return uri(USER, PASSWORD);
    }

    /** Where it listens, for other credentials. */
    public String uri(String user, String password) {
        return "%s://%s:%s@127.0.0.1:%d".formatted(scheme, user, password, port);
    }

    /** Starts it and waits until it takes connections. Does nothing when it runs. */
    public synchronized void start() {
        process.start(List.of(server.toString(), "--config", configuration().toString()), this::answers, START_LIMIT);
    }

    /** Ends it in good order. */
    public synchronized void stop() {
        process.stop();
    }

    /** Ends it as a crash would. */
    public synchronized void kill() {
        process.kill();
    }

    /** A connection for the test's own side of a conversation. */
    public Connection connect() throws IOException, InterruptedException {
        Options.Builder options = new Options.Builder().server(uri()).noReconnect();
        return Nats.connect(scheme.equals("tls") ? trusting(options) : options.build());
    }

    private static Options trusting(Options.Builder options) throws IOException {
        try {
            return options.opentls().build();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private boolean answers() throws IOException, InterruptedException {
        try (Connection connection = connect()) {
            return connection.getStatus() == Connection.Status.CONNECTED;
        }
    }

    private Path configuration() {
        return folder.resolve("nats.conf");
    }

    private String settings(String more) {
        return """
                listen: "127.0.0.1:%d"
                max_payload: %d
                %s
                authorization {
                  users: [
                    { user: %s, password: %s }
                    { user: %s, password: %s, permissions: {
                        publish: ["allowed.>"], subscribe: ["allowed.>", "_INBOX.>"] } }
                  ]
                }
                """.formatted(
                        port,
                        MAX_EVENT_BYTES,
                        more.replace("\"data\"", "\"" + folder.resolve("data") + "\""),
                        USER,
                        PASSWORD,
                        LIMITED,
                        PASSWORD);
    }
}
