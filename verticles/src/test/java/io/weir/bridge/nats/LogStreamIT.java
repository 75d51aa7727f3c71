package io.weir.bridge.nats;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ScriptedLog;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.testing.NatsServer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that JetStream keeps for the log: none is lost unseen, none is out of order. */
class LogStreamIT {

    private static final NatsServer SERVER = NatsServer.create();

    private final String topic = "log." + UUID.randomUUID();
    private final String queue = "weir.log." + UUID.randomUUID();
    private final ScriptedLog log = new ScriptedLog();
    private BridgeClient publisher;
    private Connection outsider;
    private JetStreamManagement management;

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
        publisher = NatsBridges.deploy(SERVER.uri());
        outsider = SERVER.connect();
        management = outsider.jetStreamManagement();
    }

    @AfterEach
    void close() throws Exception {
        publisher.close();
        outsider.close();
    }

    @Test
    void shouldLetOneNodeReadAndTheNextGoOnInOrder() {
        // Given two nodes, of which the first holds back what it has read
        ScriptedLog held = new ScriptedLog();
        held.held = new CopyOnWriteArrayList<>();
        BridgeClient first = node(held);
        await(first.keep(topics(true)));
        List<String> sent = publish(0, 100);
        await().until(() -> !held.held.isEmpty());
        try (BridgeClient second = node(log)) {
            await(second.keep(topics(false)));
            List<String> more = publish(100, 200);

            // When the first is gone, with nothing stored
            assertThat(log.payloads()).isEmpty();
            first.close();

            // Then
            await().until(() -> log.payloads().size() >= 200);
            assertThat(log.payloads()).startsWith(sent.toArray(String[]::new)).endsWith(more.toArray(String[]::new));
            assertThat(log.payloads()).hasSize(200);
        }
    }

    @Test
    void shouldNotGetAgainWhatIsStored() {
        // Given
        try (BridgeClient first = node(log)) {
            await(first.keep(topics(true)));
            publish(0, 50);
            await().until(() -> log.payloads().size() == 50);
        }
        ScriptedLog next = new ScriptedLog();

        // When
        try (BridgeClient second = node(next)) {
            await(second.keep(topics(false)));
            List<String> more = publish(50, 60);

            // Then
            await().until(next::payloads, more::equals);
        }
    }

    @Test
    void shouldSayThatTheStreamIsGone() throws Exception {
        // Given
        try (BridgeClient first = node(log)) {
            await(first.keep(topics(true)));
        }
        management.deleteStream(name());

        // Then
        try (BridgeClient second = node(log)) {
            assertThat(second.failure(second.keep(topics(false)))).isEqualTo(BusFailure.QUEUE_LOST);
            await(second.keep(topics(true)));
            publish(0, 1);
            await().until(log::payloads, List.of("0")::equals);
        }
    }

    @Test
    void shouldSayThatEventsAreGoneThatNobodyHasRead() throws Exception {
        // Given
        try (BridgeClient first = node(log)) {
            await(first.keep(topics(true, Duration.ofSeconds(1))));
        }
        publish(0, 10);
        assertThatThrownBy(() -> management.purgeStream(name())).isInstanceOf(JetStreamApiException.class);
        await().until(() -> management.getStreamInfo(name()).getStreamState().getMsgCount() == 0);

        // Then
        try (BridgeClient second = node(log)) {
            assertThat(second.failure(second.keep(topics(false)))).isEqualTo(BusFailure.QUEUE_LOST);
            await(second.keep(topics(true)));
            publish(10, 11);
            await().until(log::payloads, List.of("10")::equals);
        }
    }

    @Test
    void shouldHaveTheLogAskAgainWhenTheStreamGoesWhileItIsRead() throws Exception {
        // Given
        try (BridgeClient node = node(log)) {
            await(node.keep(topics(true)));
            publish(0, 1);
            await().until(log::payloads, List.of("0")::equals);

            // When
            management.deleteStream(name());

            // Then the provider is lost and found, and the log, which asks then, is told
            await().until(() -> node.states.size() >= 3);
            assertThat(node.failure(node.keep(topics(false)))).isEqualTo(BusFailure.QUEUE_LOST);
        }
    }

    @Test
    void shouldFollowThePatterns() {
        try (BridgeClient node = node(log)) {
            // Given
            await(node.keep(topics(true)));

            // When
            await(node.keep(new LogTopics(
                    BridgeClient.PROVIDER,
                    queue,
                    false,
                    Duration.ofHours(1).toMillis(),
                    List.of(topic + ".more.#"),
                    List.of(topic))));
            await(publisher.publish(topic, "no longer"));
            await(publisher.publish(topic + ".more.a.b", "1"));

            // Then
            await().until(log::payloads, List.of("1")::equals);
        }
    }

    private BridgeClient node(ScriptedLog stored) {
        return BridgeClient.deploy(metrics -> NatsBridges.bridge(SERVER.uri(), metrics), stored::at);
    }

    private LogTopics topics(boolean create) {
        return topics(create, Duration.ofHours(1));
    }

    private LogTopics topics(boolean create, Duration keep) {
        return new LogTopics(BridgeClient.PROVIDER, queue, create, keep.toMillis(), List.of(topic), List.of());
    }

    private List<String> publish(int from, int to) {
        List<String> payloads =
                IntStream.range(from, to).mapToObj(Integer::toString).toList();
        payloads.forEach(payload ->
                assertThat(await(publisher.publish(topic, payload)).accepted()).isTrue());
        return payloads;
    }

    private String name() {
        return queue.replace('.', '_');
    }
}
