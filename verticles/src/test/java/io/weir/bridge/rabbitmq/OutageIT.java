package io.weir.bridge.rabbitmq;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.vertx.core.Future;
import io.weir.bridge.BridgeClient;
import io.weir.bus.BusFailure;
import io.weir.bus.EventReply;
import io.weir.bus.ProviderState;
import io.weir.bus.PublishOutcome;
import io.weir.testing.LogLines;
import io.weir.testing.RabbitBroker;
import io.weir.testing.RabbitNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that goes, comes, and says no; each test begins and ends with a running one. */
class OutageIT {

    private static final ProviderState LOST = new ProviderState("n1", BridgeClient.PROVIDER, false);
    private static final ProviderState FOUND = new ProviderState("n1", BridgeClient.PROVIDER, true);

    private final String exchange = "outage-it-" + UUID.randomUUID();
    private RabbitNode node;
    private LogLines log;

    @BeforeAll
    static void waitLonger() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @BeforeEach
    void startNode() {
        node = RabbitBroker.own();
        log = new LogLines("io.weir.bridge");
    }

    @AfterEach
    void keepRunning() {
        log.close();
        node.start();
    }

    @Test
    void shouldBringTopicsBackAfterTheBrokerStopped() throws Exception {
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // Given
            await(client.open("topic.1"));
            await(client.open("topic.2"));

            // When
            node.stop();

            // Then
            await().until(() -> client.states, List.of(FOUND, LOST)::equals);
            assertUnavailable(client);

            // When
            node.start();

            // Then once the provider is back, nothing is missed
            await().until(() -> client.states, List.of(FOUND, LOST, FOUND)::equals);
            publish("topic.1", "1");
            publish("topic.2", "2");
            await().until(() -> client.events.size() == 2);
            assertThat(client.payloads("topic.1")).containsExactly("1");
            assertThat(client.payloads("topic.2")).containsExactly("2");
            assertThat(await(client.publish("topic.1", "3")).accepted()).isTrue();
        }
    }

    @Test
    void shouldFailWhatIsUnderWayWhenTheBrokerCrashes() throws Exception {
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // Given
            Responder silent = new Responder(node.connect().createChannel(), exchange, "ask");
            Future<EventReply> reply = client.request("ask", "{}", Duration.ofMinutes(1));
            await().until(() -> silent.requests.size() == 1);

            // When
            node.kill();

            // Then
            assertThat(client.failure(reply)).isEqualTo(BusFailure.PROVIDER_LOST);
            await().until(() -> client.states.contains(LOST));
            assertUnavailable(client);
        }
    }

    @Test
    void shouldForgetATopicThatIsClosedWhileTheBrokerIsAway() throws Exception {
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // Given
            await(client.open("closed"));
            await(client.open("open"));
            node.stop();
            await().until(() -> client.states.contains(LOST));

            // When
            client.close("closed");
            node.start();
            await().until(() -> client.states, List.of(FOUND, LOST, FOUND)::equals);
            publish("closed", "{}");
            publish("open", "{}");

            // Then
            await().until(() -> client.payloads("open").size() == 1);
            assertThat(client.payloads("closed")).isEmpty();
            assertThat(client.metrics.eventsUnclaimed().count()).isZero();
        }
    }

    @Test
    void shouldStartBeforeTheBroker() throws Exception {
        // Given
        node.stop();
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            assertThat(client.states).containsExactly(LOST);
            assertUnavailable(client);

            // When
            node.start();

            // Then
            await().until(() -> client.states, List.of(LOST, FOUND)::equals);
            await(client.open("late"));
            publish("late", "{}");
            await().until(() -> client.payloads("late").size() == 1);
        }
    }

    @Test
    void shouldSayOnceThatTheBrokerIsAway() {
        // Given
        node.stop();

        // When it has tried several times
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            await().until(() -> log.all().size() >= 4);
        }

        // Then
        assertThat(log.warnings()).singleElement().asString().contains("no one listens there");
    }

    @Test
    void shouldWaitUntilAnExchangeOfAnotherTypeIsGone() throws Exception {
        // Given
        onBroker(channel -> channel.exchangeDeclare(exchange, BuiltinExchangeType.DIRECT, true));
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            assertThat(client.states).containsExactly(LOST);
            assertUnavailable(client);
            assertThat(log.warnings()).singleElement().asString().contains("406", "type", exchange);

            // When
            onBroker(channel -> channel.exchangeDelete(exchange));

            // Then
            await().until(() -> client.states, List.of(LOST, FOUND)::equals);
        }
    }

    @Test
    void shouldSayThatThePasswordIsWrongWithoutSayingIt() {
        // Given
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri("guest", "s3cret"), exchange)) {
            // Then
            assertThat(client.states).containsExactly(LOST);
            assertUnavailable(client);
            await().until(() -> log.all().size() >= 2);
        }
        assertThat(log.warnings()).singleElement().asString().contains("refused user or password");
        assertThat(log.all()).noneMatch(line -> line.contains("s3cret") || line.contains("127.0.0.1"));
    }

    @Test
    void shouldNameAnUnknownVirtualHost() {
        // When
        RabbitmqBridges.deploy(node.uri() + "/nowhere", exchange).close();

        // Then
        assertThat(log.warnings()).singleElement().asString().contains("530", "nowhere");
    }

    @Test
    void shouldSayThatTheBrokerSpeaksNoTls() {
        // When
        RabbitmqBridges.deploy(node.uri().replace("amqp:", "amqps:"), exchange).close();

        // Then
        assertThat(log.warnings()).singleElement().asString().contains("no TLS");
    }

    @Test
    void shouldRefuseAUriThatIsNoneWithoutRepeatingIt() {
        // Then
        assertThatThrownBy(() -> RabbitmqBridges.deploy("amqp://guest:s3cret:again@[", exchange))
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldBringTopicsBackAfterTheExchangeWasDeleted() throws Exception {
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // Given
            await(client.open("topic.1"));
            onBroker(channel -> channel.exchangeDelete(exchange));

            // When the bridge finds out
            PublishOutcome outcome = await(client.publish("topic.1", "lost"));

            // Then
            assertThat(outcome)
                    .isEqualTo(new PublishOutcome(false, "provider \"rabbit\" lost its exchange; try again"));
            await().until(() -> client.states, List.of(FOUND, LOST, FOUND)::equals);
            assertThat(await(client.publish("topic.1", "found")).accepted()).isTrue();
            await().until(() -> client.payloads("topic.1"), List.of("found")::equals);
        }
    }

    @Test
    void shouldRefuseAnEventThatTheBrokerFindsTooLargeAndTakeTheNext() {
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // When
            PublishOutcome tooLarge = await(client.publish("t", "x".repeat(RabbitNode.MAX_EVENT_BYTES + 1)));
            PublishOutcome next = await(client.publish("t", "{}"));

            // Then
            assertThat(tooLarge.accepted()).isFalse();
            assertThat(tooLarge.reason()).contains("limits");
            assertThat(next.accepted()).isTrue();
            assertThat(client.states).containsExactly(FOUND);
        }
    }

    @Test
    void shouldRefuseOnlyTheTopicsThatTheUserMayNotUse() throws Exception {
        // Given
        onBroker(channel -> channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true));
        // what deploy/README.md says a user needs
        RabbitNode.LimitedUser user =
                node.addUser("^(%s|amq\\.gen-.*)$".formatted(exchange)).topics(exchange, "^allowed");
        try (BridgeClient client = RabbitmqBridges.deploy(user.uri(), exchange)) {
            // When opened together, in one batch
            Future<?> first = client.open("allowed.1");
            Future<?> forbidden = client.open("forbidden.1");
            Future<?> second = client.open("allowed.2");

            // Then
            await(first);
            await(second);
            assertThat(client.failure(forbidden)).isEqualTo(BusFailure.REFUSED);
            assertThat(await(client.publish("forbidden.1", "{}")))
                    .isEqualTo(new PublishOutcome(false, "provider \"rabbit\" does not allow this topic"));
            assertThat(client.failure(client.request("forbidden.1", "{}", Duration.ofSeconds(20))))
                    .isEqualTo(BusFailure.REFUSED);
            assertThat(await(client.publish("allowed.1", "{}")).accepted()).isTrue();
            await().until(() -> client.payloads("allowed.1").size() == 1);
            assertThat(client.states).containsExactly(FOUND);
        }
    }

    @Test
    void shouldSayWhichTopicsItDoesNotGetBack() throws Exception {
        // Given two topics, of which one is forbidden while the broker is away
        onBroker(channel -> channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true));
        RabbitNode.LimitedUser user = node.addUser(".*");
        try (BridgeClient client = RabbitmqBridges.deploy(user.uri(), exchange)) {
            await(client.open("kept.1"));
            await(client.open("forbidden.1"));
            user.topics(exchange, "^kept");

            // When
            node.stop();
            node.start();

            // Then
            await().until(() -> client.states, List.of(FOUND, LOST, FOUND)::equals);
            await().until(() -> client.lost, List.of("forbidden.1")::equals);
            publish("kept.1", "{}");
            await().until(() -> client.payloads("kept.1").size() == 1);
        }
    }

    @Test
    void shouldRefuseEventsWhileTheBrokerIsShortOfMemory() {
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // Given
            node.control("set_vm_memory_high_watermark", "0");

            // Then the first is never confirmed, and with it the broker says so
            assertThat(await(client.publish("t", "{}")).reason()).contains("did not confirm");
            assertThat(await(client.publish("t", "{}")).reason()).contains("short of memory");
        } finally {
            node.control("set_vm_memory_high_watermark", "0.4");
        }

        // When it has memory again
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // Then
            await().until(() -> await(client.publish("t", "{}")).accepted());
        }
    }

    private static void assertUnavailable(BridgeClient client) {
        String words = "provider \"rabbit\" is not connected; try again";
        Future<?> opening = client.open("any");
        assertThat(client.failure(opening)).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE);
        assertThat(opening.cause()).hasMessage(words);
        assertThat(client.failure(client.request("any", "{}", Duration.ofSeconds(20))))
                .isEqualTo(BusFailure.PROVIDER_UNAVAILABLE);
        assertThat(await(client.publish("any", "{}"))).isEqualTo(new PublishOutcome(false, words));
    }

    private void publish(String topic, String payload) throws Exception {
        onBroker(channel -> {
            channel.basicPublish(exchange, topic, null, payload.getBytes(StandardCharsets.UTF_8));
        });
    }

    private interface BrokerAction {
        void on(Channel channel) throws Exception;
    }

    private void onBroker(BrokerAction action) throws Exception {
        try (Connection connection = node.connect()) {
            action.on(connection.createChannel());
        }
    }
}
