package io.weir.bridge.rabbitmq;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ScriptedLog;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.LogTopics;
import io.weir.bus.LogTopicsBound;
import io.weir.testing.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that a real broker keeps for the log: none is lost, none is out of order. */
class LogQueueIT extends QueueFixture {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final ScriptedLog log = new ScriptedLog();

    LogQueueIT() {
        super("log-queue-it-", exchange -> "weir.log." + UUID.randomUUID());
    }

    @Test
    void shouldStoreWhatIsPublishedWithItsAttributes() throws Exception {
        // Given
        LogTopicsBound bound = await(client.keep(topics(true, "employee.*")));
        BasicProperties named = new BasicProperties.Builder()
                .messageId("e-1")
                .appId("/hr")
                .type("changed")
                .build();

        // When
        broker.basicPublish(exchange, "employee.1", named, "{\"n\": 1.0}".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(bound).isEqualTo(new LogTopicsBound(BridgeClient.PROVIDER));
        await().until(() -> log.stored.size() == 1);
        assertThat(log.stored.get(0).provider()).isEqualTo(BridgeClient.PROVIDER);
        assertThat(log.stored.get(0).topic()).isEqualTo("employee.1");
        assertThat(log.stored.get(0).attributes()).isEqualTo(new EventAttributes("e-1", "/hr", "changed"));
        assertThat(log.payloads()).containsExactly("{\"n\": 1.0}");
    }

    @Test
    void shouldKeepTheBrokersOrderOverAllTopics() throws Exception {
        // Given
        await(client.keep(topics(true, "a.*", "b.#")));

        // When far more is published than may be unacknowledged at once
        List<String> sent = publish("a.1", 0, 1_000);
        List<String> more = publish("b.2.3", 1_000, 2_000);

        // Then
        await().until(() -> log.stored.size() == 2_000);
        assertThat(log.payloads()).startsWith(sent.toArray(String[]::new)).endsWith(more.toArray(String[]::new));
        await().until(() -> broker.messageCount(queue) == 0);
    }

    @Test
    void shouldGetWhatWasPublishedWhileNoNodeRan() throws Exception {
        // Given
        await(client.keep(topics(true, "t")));
        client.close();

        // When
        List<String> sent = publish("t", 0, 100);
        client = node();
        await(client.keep(topics(false, "t")));

        // Then
        await().until(log::payloads, sent::equals);
    }

    @Test
    void shouldTryTheSameBatchUntilItIsStored() throws Exception {
        // Given
        log.failing = BusFailure.STORE_UNAVAILABLE;
        await(client.keep(topics(true, "t")));

        // When
        List<String> sent = publish("t", 0, 2_000);
        await().until(() -> log.refusals.get() >= 3);
        log.failing = BusFailure.BUSY;
        int before = log.refusals.get();
        await().until(() -> log.refusals.get() > before);
        log.failing = null;

        // Then
        await().until(() -> log.stored.size() >= 2_000);
        assertThat(log.payloads()).isEqualTo(sent);
    }

    @Test
    void shouldAcknowledgeNothingThatIsNotStored() throws Exception {
        // Given
        log.failing = BusFailure.STORE_UNAVAILABLE;
        await(client.keep(topics(true, "t")));
        publish("t", 0, 700);
        await().until(() -> log.refusals.get() > 0);

        // When
        client.close();

        // Then
        await().until(() -> broker.messageCount(queue) == 700);
        client = node();
    }

    @Test
    void shouldFinishWhatIsUnderWayBeforeItStops() throws Exception {
        // Given a batch that is with the log
        log.held = new CopyOnWriteArrayList<>();
        await(client.keep(topics(true, "t")));
        publish("t", 0, 1);
        await().until(() -> log.held.size() == 1);
        publish("t", 1, 10);

        // When
        var closing = client.vertx().close();
        log.store(log.held.get(0));
        await(closing);

        // Then it is stored once, and the rest is kept
        await().until(() -> broker.messageCount(queue) == 9);
        log.held = null;
        client = node();
        await(client.keep(topics(false, "t")));
        await().until(() -> log.stored.size() >= 10);
        assertThat(log.payloads()).isEqualTo(numbers(0, 10));
    }

    @Test
    void shouldLetAnotherNodeTakeOverInOrder() throws Exception {
        // Given two nodes with the same store
        await(client.keep(topics(true, "t")));
        try (BridgeClient second = node()) {
            await(second.keep(topics(true, "t")));
            publish("t", 0, 500);

            // When the first leaves while events are under way
            await().until(() -> log.stored.size() > 10);
            var leaving = client.vertx().close();
            publish("t", 500, 1_000);
            await(leaving);

            // Then
            await().until(() -> log.stored.size() >= 1_000);
            assertThat(log.payloads()).isEqualTo(numbers(0, 1_000));
        }
        client = node();
    }

    @Test
    void shouldUnbindWhatIsNotLoggedAnyMore() throws Exception {
        // Given
        await(client.keep(topics(true, "old.*", "kept")));

        // When
        await(client.keep(
                new LogTopics(BridgeClient.PROVIDER, queue, false, HOUR, List.of("kept", "new.*"), List.of("old.*"))));
        publish("old.1", 0, 1);
        publish("new.1", 1, 2);
        publish("kept", 2, 3);

        // Then
        await().until(() -> log.payloads().contains("2"));
        assertThat(log.payloads()).containsExactly("1", "2");
    }

    @Test
    void shouldServeALiveRouteOfTheSameTopicToo() throws Exception {
        // Given
        await(client.keep(topics(true, "t")));
        await(client.open("t"));

        // When
        List<String> sent = publish("t", 0, 10);

        // Then
        await().until(() -> client.payloads("t"), sent::equals);
        await().until(log::payloads, sent::equals);
    }

    @Test
    void shouldDeclareAQueueThatOutlivesTheBrokerAndExpires() throws Exception {
        // Given
        await(client.keep(topics(true, "t")));
        client.close();

        // Then declaring it otherwise would close the channel
        Map<String, Object> arguments =
                Map.of("x-queue-type", "quorum", "x-single-active-consumer", true, "x-expires", HOUR);
        broker.queueDeclare(queue, true, false, false, arguments);
        assertThatThrownBy(() -> connection
                        .createChannel()
                        .queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum")))
                .hasStackTraceContaining("x-expires");
        client = node();
    }

    @Test
    void shouldTakeAQueueThatIsThereAsItIs() throws Exception {
        // Given a queue that an operator made
        broker.queueDeclare(queue, true, false, false, null);

        // When
        await(client.keep(topics(true, "t")));

        // Then
        List<String> sent = publish("t", 0, 3);
        await().until(log::payloads, sent::equals);
    }

    @Test
    void shouldSayThatTheQueueIsLost() throws Exception {
        try (LogLines lines = new LogLines("io.weir.bridge")) {
            // Given a queue that expired while no one read it
            await(client.keep(new LogTopics(BridgeClient.PROVIDER, queue, true, 500, List.of("t"), List.of())));
            client.close();
            await().until(() -> !queueExists());
            client = node();

            // Then
            assertThat(client.failure(client.keep(topics(false, "t")))).isEqualTo(BusFailure.QUEUE_LOST);
            assertThat(lines.warnings()).singleElement().asString().contains("events may be missing", queue);
            assertThat(queueExists()).isFalse();

            // When
            await(client.keep(topics(true, "t")));

            // Then
            List<String> sent = publish("t", 0, 3);
            await().until(log::payloads, sent::equals);
        }
    }

    @Test
    void shouldLookForTheProviderAgainWhenTheQueueIsDeleted() throws Exception {
        // Given
        await(client.keep(topics(true, "t")));
        await().until(() -> broker.consumerCount(queue) == 1);

        // When
        broker.queueDelete(queue);

        // Then the log hears that the provider was lost and found, and asks
        await().until(() -> client.states.size() == 3);
        assertThat(client.failure(client.keep(topics(false, "t")))).isEqualTo(BusFailure.QUEUE_LOST);
    }

    @Test
    void shouldSayThatTheBindingsAreLostWithTheExchange() throws Exception {
        // Given
        await(client.keep(topics(true, "t")));
        broker.exchangeDelete(exchange);

        // When the bridge finds out
        await(client.publish("t", "lost"));
        await().until(() -> client.states.size() == 3);

        // Then
        assertThat(client.failure(client.keep(topics(false, "t")))).isEqualTo(BusFailure.QUEUE_LOST);

        // When
        await(client.keep(topics(true, "t")));
        await(client.keep(topics(false, "t")));

        // Then
        List<String> sent = publish("t", 0, 3);
        await().until(log::payloads, sent::equals);
    }

    @Override
    BridgeClient node() {
        BridgeClient node = RabbitmqBridges.deploy(uri, exchange);
        log.at(node.vertx());
        return node;
    }

    private LogTopics topics(boolean create, String... patterns) {
        return new LogTopics(BridgeClient.PROVIDER, queue, create, HOUR, List.of(patterns), List.of());
    }

    private List<String> publish(String topic, int from, int to) throws Exception {
        broker.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
        List<String> payloads = numbers(from, to);
        for (String payload : payloads) {
            broker.basicPublish(exchange, topic, null, payload.getBytes(StandardCharsets.UTF_8));
        }
        return payloads;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private boolean queueExists() throws Exception {
        return Presence.ofQueue(connection, queue);
    }
}
