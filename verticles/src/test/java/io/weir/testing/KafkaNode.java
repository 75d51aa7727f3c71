package io.weir.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka server of this JVM's own in a process of its own, broker and controller in one: it keeps its ports and what it
 * has when it is stopped, or killed, and started again.
 *
 * <p>Who comes without a name may do anything; {@link #USER} too. Others may do what a test lets them.
 */
public final class KafkaNode {

    /** Who may do anything, over SASL. */
    public static final String USER = "weir";

    /** The password of {@link #USER} and {@link #LIMITED}. */
    public static final String PASSWORD = "test-secret";

    /** Who may do nothing but what a test lets him. */
    public static final String LIMITED = "limited";

    /** What the server refuses to take is larger than this. */
    public static final int MAX_EVENT_BYTES = 2 << 20;

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final long ANSWER_SECONDS = 10;

    private final int plain = FreePorts.next();
    private final int sasl = FreePorts.next();
    private final int tls = FreePorts.next();
    private final int controller = FreePorts.next();
    private final Path folder;
    private final TestCertificate certificate;
    private final HeldServer broker;

    private KafkaNode(Path folder) {
        this.folder = folder;
        this.certificate = TestCertificate.in(folder);
        this.broker = new HeldServer("Kafka", Map.of(), folder, folder.resolve("kafka.log"));
    }

    static KafkaNode create() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            KafkaNode node = new KafkaNode(Files.createTempDirectory(target, "kafka-"));
            node.configure();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where anybody may connect; the same after a restart. */
    public String brokers() {
        return "127.0.0.1:" + plain;
    }

    /** Where user and password are needed, by PLAIN or SCRAM-SHA-512 (a test makes SCRAM's users). */
    public String saslBrokers() {
        return "127.0.0.1:" + sasl;
    }

    /** The same over TLS with {@link #certificate()}. */
    public String tlsBrokers() {
        return "localhost:" + tls;
    }

    /** Whom to trust for {@link #tlsBrokers()}, PEM. */
    public Path certificate() {
        return certificate.pem();
    }

    /** Starts it and waits until it answers. Does nothing when it runs. */
    public synchronized void start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        broker.start(
                List.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KafkaMain.class.getName(),
                        folder.resolve("server.properties").toString()),
                this::answers,
                START_LIMIT);
    }

    /** Ends it in good order. */
    public synchronized void stop() {
        broker.stop();
    }

    /** Ends it as a crash would. */
    public synchronized void kill() {
        broker.kill();
    }

    /** Its process, for signals. */
    public synchronized long pid() {
        return broker.pid();
    }

    /** The test's own way to it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", brokers()));
    }

    private boolean answers() throws Exception {
        // The client would log that no one listens, several times a second.
        new Socket(InetAddress.getLoopbackAddress(), plain).close();
        try (Admin admin = admin()) {
            return !admin.describeCluster()
                    .nodes()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .isEmpty();
        }
    }

    private void configure() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("meta.properties"), "version=1\ncluster.id=weir-test-cluster-0001\nnode.id=1\n");
        Path keys = Files.writeString(
                folder.resolve("keys.pem"), certificate.privateKey() + Files.readString(certificate.pem()));
        Files.writeString(folder.resolve("logback.xml"), LOGGING);
        Files.writeString(
                folder.resolve("server.properties"),
                PROPERTIES.formatted(
                        controller,
                        plain,
                        sasl,
                        tls,
                        controller,
                        data,
                        plainUsers(),
                        plainUsers(),
                        keys,
                        MAX_EVENT_BYTES));
    }

    private static String plainUsers() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\" user_%s=\"%s\";"
                .formatted(USER, PASSWORD, LIMITED, PASSWORD);
    }

    private static final String LOGGING = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{0} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private static final String PROPERTIES = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%d
            listeners=PLAIN://127.0.0.1:%d,SASL://127.0.0.1:%d,TLS://localhost:%d,CONTROLLER://127.0.0.1:%d
            listener.security.protocol.map=PLAIN:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SASL_SSL,CONTROLLER:PLAINTEXT
            inter.broker.listener.name=PLAIN
            controller.listener.names=CONTROLLER
            log.dirs=%s
            sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
            listener.name.sasl.plain.sasl.jaas.config=%s
            listener.name.sasl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
            listener.name.tls.plain.sasl.jaas.config=%s
            listener.name.tls.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
            ssl.keystore.type=PEM
            ssl.keystore.location=%s
            authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
            super.users=User:ANONYMOUS;User:weir
            auto.create.topics.enable=false
            delete.topic.enable=true
            num.partitions=1
            offsets.topic.num.partitions=1
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
            broker.heartbeat.interval.ms=200
            broker.session.timeout.ms=2000
            num.network.threads=2
            num.io.threads=2
            log.cleaner.enable=false
            message.max.bytes=%d
            """;
}
