package io.weir.bridge.nats;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ScriptedGate;
import io.weir.bus.BusFailure;
import io.weir.testing.LogLines;
import io.weir.testing.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What systems report over a real server: none of it is lost, and nonsense keeps nothing back. */
class ReportStreamIT {

    private static final String TOPIC = "consistency.acks";
    private static final String STREAM = "weir_consistency_acks";
    private static final NatsServer SERVER = NatsServer.create();

    private final ScriptedGate gate = new ScriptedGate();
    private Connection system;
    private JetStreamManagement management;
    private BridgeClient node;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void connect() throws Exception {
        system = SERVER.connect();
        management = system.jetStreamManagement();
        node = node();
        await().until(() -> management.getStreamNames().contains(STREAM));
    }

    @AfterEach
    void close() throws Exception {
        node.close();
        management.deleteStream(STREAM);
        system.close();
    }

    @Test
    void shouldBringReportsToTheGateAndForgetThem() throws Exception {
        // When
        List<String> sent = report(0, 1_200);

        // Then
        await().until(() -> gate.stored.size() >= sent.size());
        assertThat(gate.stored).isEqualTo(sent);
        await().until(() -> kept() == 0);
    }

    @Test
    void shouldGetWhatWasReportedWhileNoNodeRan() throws Exception {
        // Given
        node.close();

        // When
        List<String> sent = report(0, 100);
        await().until(() -> kept() == 100);
        node = node();

        // Then
        await().until(() -> gate.stored, sent::equals);
    }

    @Test
    void shouldTryAgainUntilTheStoreIsBack() throws Exception {
        // Given
        gate.failing = BusFailure.STORE_UNAVAILABLE;

        // When
        List<String> sent = report(0, 10);
        await().until(() -> gate.failures.get() >= 3);
        assertThat(kept()).isEqualTo(10);
        gate.failing = null;

        // Then
        await().until(() -> gate.stored.containsAll(sent));
        await().until(() -> kept() == 0);
    }

    @Test
    void shouldDropWhatIsNoReportAndCountIt() throws Exception {
        try (LogLines lines = new LogLines("io.weir.bridge")) {
            // When
            send("nonsense");
            send("nonsense too");
            List<String> sent = report(0, 3);

            // Then
            await().until(() -> gate.stored, sent::equals);
            assertThat(node.metrics.reportsRefused().count()).isEqualTo(2);
            await().until(() -> kept() == 0);
            assertThat(lines.warnings()).singleElement().asString().contains("this is no report");
        }
    }

    @Test
    void shouldKeepNoStreamWhereNoSystemReports() throws Exception {
        // Given
        node.close();
        management.deleteStream(STREAM);

        // When
        try (BridgeClient other = NatsBridges.deploy(SERVER.uri())) {
            await(other.open("t"));

            // Then
            assertThat(management.getStreamNames()).doesNotContain(STREAM);
        }
        node = node();
        await().until(() -> management.getStreamNames().contains(STREAM));
    }

    private BridgeClient node() {
        return BridgeClient.deploy(
                metrics ->
                        NatsBridges.bridge(NatsBridges.config(SERVER.uri()), Optional.of(Duration.ofHours(1)), metrics),
                gate::at);
    }

    private long kept() throws Exception {
        return management.getStreamInfo(STREAM).getStreamState().getMsgCount();
    }

    private List<String> report(int from, int to) throws Exception {
        List<String> reports = IntStream.range(from, to)
                .mapToObj("{\"system\": \"search\", \"key\": \"Order:7\", \"version\": %d}"::formatted)
                .toList();
        reports.forEach(this::send);
        system.flush(Duration.ofSeconds(5));
        return reports;
    }

    private void send(String report) {
        system.publish(TOPIC, report.getBytes(StandardCharsets.UTF_8));
    }
}
