package io.weir.testing;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A RabbitMQ node of this JVM's own: name, ports, port mapper and folder are no one else's, so that it runs beside any
 * other broker, as root or not. It keeps port and durable state when it is stopped and started again.
 */
public final class RabbitNode {

    /** What the node refuses to take is larger than this. */
    public static final int MAX_EVENT_BYTES = 4 << 20;

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Path server = Programs.require("rabbitmq-server", "rabbitmq-server");
    private final Path epmd = Programs.require("epmd", "erlang-base");
    private final Path rabbitmqctl = Programs.require("rabbitmqctl", "rabbitmq-server");
    private final int port = FreePorts.next();
    private final int distributionPort = FreePorts.next();
    private final int epmdPort = FreePorts.next();
    private final Path folder;
    private final Path log;

    private final HeldServer broker;
    private Leash portMapper;

    private RabbitNode(Path folder) {
        this.folder = folder;
        this.log = folder.resolve("rabbit.log");
        this.broker = new HeldServer("RabbitMQ (" + server + ")", environment(), folder, log);
    }

    static RabbitNode create() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path folder = Files.createTempDirectory(target, "rabbit-");
            Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
            Files.writeString(
                    folder.resolve("rabbitmq.conf"),
                    "log.console.level = info\nmax_message_size = " + MAX_EVENT_BYTES + "\n");
            return new RabbitNode(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, credentials included; the same after a restart. */
    public String uri() {
        return uri("guest", "guest");
    }

    /** Where it listens, for other credentials. */
    public String uri(String user, String password) {
        return "amqp://%s:%s@127.0.0.1:%d".formatted(user, password, port);
    }

    /** A connection for the test's own side of a conversation. */
    public Connection connect() {
        return RabbitBroker.connect(uri());
    }

    /** Starts it and waits until it takes connections. Does nothing when it runs. */
    public synchronized void start() {
        mapPorts();
        broker.start(List.of(server.toString()), this::takesConnections, START_LIMIT);
    }

    /** Ends it in good order; connections see it close. */
    public synchronized void stop() {
        broker.stop();
    }

    /** Ends it as a crash would. */
    public synchronized void kill() {
        broker.kill();
    }

    /** Makes a user who may configure, write and read what the pattern matches, and nothing else. */
    public LimitedUser addUser(String permitted) {
        String user = "limited-" + UUID.randomUUID();
        control("add_user", user, "pass");
        control("set_permissions", user, permitted, permitted, permitted);
        return new LimitedUser(user);
    }

    /** A user who may not do everything. */
    public final class LimitedUser {

        private final String name;

        private LimitedUser(String name) {
            this.name = name;
        }

        /** Where the node listens, for this user. */
        public String uri() {
            return RabbitNode.this.uri(name, "pass");
        }

        /** Lets the user write and read only these routing keys of an exchange. */
        public LimitedUser topics(String exchange, String routingKeys) {
            control("set_topic_permissions", name, exchange, routingKeys, routingKeys);
            return this;
        }
    }

    /** Runs the broker's own command line tool against it. */
    public synchronized void control(String... arguments) {
        List<String> command = new ArrayList<>(List.of(rabbitmqctl.toString(), "--node", name()));
        command.addAll(List.of(arguments));
        broker.run(command);
    }

    private void mapPorts() {
        if (portMapper != null) {
            return;
        }
        try {
            List<String> command = List.of(epmd.toString(), "-port", "" + epmdPort, "-address", "127.0.0.1");
            portMapper = Leash.start(command, Map.of(), folder, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean takesConnections() throws IOException {
        try (Connection connection = RabbitBroker.connect(uri())) {
            return connection.isOpen();
        }
    }

    private String name() {
        return "weir-test-" + port + "@localhost";
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("ERL_EPMD_PORT", "" + epmdPort),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODENAME", name()),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", "" + port),
                Map.entry("RABBITMQ_DIST_PORT", "" + distributionPort),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.toString()),
                Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                // One scheduler and a quiet one: tests share their machine.
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 2:2 +sbwt none"));
    }
}
