package io.weir.bridge.rabbitmq;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ScriptedGate;
import io.weir.bus.BusFailure;
import io.weir.testing.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What systems report over a real broker: none of it is lost, and nonsense keeps nothing back. */
class ReportQueueIT extends QueueFixture {

    private static final String TOPIC = "consistency.acks";

    private final ScriptedGate gate = new ScriptedGate();

    ReportQueueIT() {
        super("reports-it-", AmqpQueues::reports);
    }

    @Test
    void shouldBringReportsToTheGateAndForgetThem() throws Exception {
        // Given
        untilRead();

        // When
        List<String> sent = report(0, 1_200);

        // Then
        await().until(() -> gate.stored.size() >= 1_200);
        assertThat(gate.stored).isEqualTo(sent);
        await().until(() -> broker.messageCount(queue) == 0);
    }

    @Test
    void shouldGetWhatWasReportedWhileNoNodeRan() throws Exception {
        // Given
        untilRead();
        client.close();

        // When
        List<String> sent = report(0, 100);
        await().until(() -> broker.messageCount(queue) == 100);
        client = node();

        // Then
        await().until(() -> gate.stored.equals(sent));
    }

    @Test
    void shouldTryAgainUntilTheStoreIsBack() throws Exception {
        // Given
        untilRead();
        gate.failing = BusFailure.STORE_UNAVAILABLE;

        // When
        List<String> sent = report(0, 10);
        await().until(() -> gate.failures.get() >= 3);
        gate.failing = null;

        // Then
        await().until(() -> gate.stored.containsAll(sent));
        await().until(() -> broker.messageCount(queue) == 0);
    }

    @Test
    void shouldKeepWhatNoGateTakes() throws Exception {
        // Given a node without gates
        client.close();
        client = RabbitmqBridges.deployWithReports(uri, exchange, vertx -> {});
        untilRead();
        List<String> sent = report(0, 10);

        // When
        client.close();
        await().until(() -> broker.messageCount(queue) == 10);
        client = node();

        // Then
        await().until(() -> gate.stored.equals(sent));
    }

    @Test
    void shouldDropWhatIsNoReportAndCountIt() throws Exception {
        try (LogLines lines = new LogLines("io.weir.bridge")) {
            // Given
            untilRead();

            // When
            send("nonsense");
            send("{fatal");
            send("nonsense too");
            List<String> sent = report(0, 3);

            // Then
            await().until(() -> gate.stored.equals(sent));
            await().until(() -> client.metrics.reportsRefused().count() == 3);
            await().until(() -> broker.messageCount(queue) == 0);
            assertThat(lines.warnings())
                    .singleElement()
                    .asString()
                    .contains("a report that came over the broker is dropped", "this is no report");
        }
    }

    @Test
    void shouldMakeTheQueueAgainWhenItIsDeleted() throws Exception {
        // Given
        untilRead();

        // When
        broker.queueDelete(queue);
        await().until(() -> Presence.ofQueue(connection, queue) && broker.consumerCount(queue) == 1);
        List<String> sent = report(0, 3);

        // Then
        await().until(() -> gate.stored.equals(sent));
    }

    @Test
    void shouldBindTheQueueAgainWhenTheExchangeIsAnother() throws Exception {
        // Given
        untilRead();
        broker.exchangeDelete(exchange);

        // When the bridge finds out
        await(client.publish("t", "lost"));
        await().until(() -> client.states.size() == 3);

        // Then
        await().until(() -> {
            report(0, 1);
            return !gate.stored.isEmpty();
        });
    }

    @Test
    void shouldDeclareAQueueThatOutlivesTheBroker() throws Exception {
        // Given
        untilRead();

        // Then declaring it otherwise would close the channel
        Map<String, Object> arguments = Map.of(
                "x-queue-type",
                "quorum",
                "x-single-active-consumer",
                true,
                "x-expires",
                Duration.ofHours(1).toMillis());
        broker.queueDeclare(queue, true, false, false, arguments);
    }

    @Test
    void shouldKeepNoQueueWhereNoSystemReports() throws Exception {
        // Given
        client.close();
        broker.queueDelete(queue);

        // When
        client = RabbitmqBridges.deploy(uri, exchange);
        await(client.open("t"));

        // Then
        assertThat(Presence.ofQueue(connection, queue)).isFalse();
    }

    @Override
    BridgeClient node() {
        return RabbitmqBridges.deployWithReports(uri, exchange, gate::at);
    }

    private void untilRead() {
        await().until(() -> Presence.ofQueue(connection, queue) && broker.consumerCount(queue) == 1);
    }

    private List<String> report(int from, int to) throws Exception {
        List<String> reports = IntStream.range(from, to)
                .mapToObj("{\"system\": \"search\", \"key\": \"Order:7\", \"version\": %d}"::formatted)
                .toList();
        for (String report : reports) {
            send(report);
        }
        return reports;
    }

    private void send(String report) throws Exception {
        broker.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
        broker.basicPublish(exchange, TOPIC, null, report.getBytes(StandardCharsets.UTF_8));
    }
}
