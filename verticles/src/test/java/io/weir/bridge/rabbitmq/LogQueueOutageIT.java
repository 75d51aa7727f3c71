package io.weir.bridge.rabbitmq;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ScriptedLog;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.bus.ProviderState;
import io.weir.testing.LogLines;
import io.weir.testing.RabbitBroker;
import io.weir.testing.RabbitNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log's queue on a broker that goes, comes, and loses patience; each test begins and ends with a running one. */
class LogQueueOutageIT {

    private static final ProviderState LOST = new ProviderState("n1", BridgeClient.PROVIDER, false);
    private static final ProviderState FOUND = new ProviderState("n1", BridgeClient.PROVIDER, true);
    private static final BasicProperties PERSISTENT = MessageProperties.PERSISTENT_BASIC;

    private final String exchange = "log-outage-it-" + UUID.randomUUID();
    private final String queue = "weir.log." + UUID.randomUUID();
    private final ScriptedLog log = new ScriptedLog();
    private RabbitNode node;

    @BeforeAll
    static void waitLonger() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void startNode() {
        node = RabbitBroker.own();
    }

    @AfterEach
    void keepRunning() throws Exception {
        node.start();
        onBroker(channel -> channel.queueDelete(queue));
    }

    @Test
    void shouldLoseNothingWhenTheBrokerIsRestarted() throws Exception {
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // Given events that are with the broker, the bridge and the log
            log.at(client.vertx()).failing = BusFailure.STORE_UNAVAILABLE;
            await(client.keep(topics("t.*")));
            publish("t.1", 0, 1_200);
            await().until(() -> log.refusals.get() > 0);

            // When nobody says anything to the bridge again
            node.stop();
            node.start();
            log.failing = null;
            await().until(() -> client.states, List.of(FOUND, LOST, FOUND)::equals);
            publish("t.2", 1_200, 1_300);

            // Then
            await().until(() -> log.stored.size() >= 1_300);
            assertThat(log.payloads()).isEqualTo(numbers(0, 1_300));
        }
    }

    @Test
    void shouldKeepTheOrderWhenTheBrokerCrashes() throws Exception {
        try (BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            // Given
            log.at(client.vertx());
            await(client.keep(topics("t")));
            publish("t", 0, 300);
            await().until(() -> log.stored.size() >= 300);
            // What RabbitMQ 3.10 has declared in the last minutes it forgets in a crash, unless told to write it down
            node.control("eval", "mnesia:dump_log(), [dets:sync(Table) || Table <- dets:all()].");

            // When
            node.kill();
            await().until(() -> client.states.contains(LOST));
            node.start();
            publish("t", 300, 600);

            // Then what was stored but not acknowledged may come again, before all that is new
            await().until(() -> log.payloads().contains("599"));
            assertThat(log.payloads().stream().distinct().toList()).isEqualTo(numbers(0, 600));
            assertThat(log.payloads().subList(log.stored.size() - 300, log.stored.size()))
                    .isEqualTo(numbers(300, 600));
        }
    }

    @Test
    void shouldOutlastTheBrokersPatienceWithoutLosingTheProvider() throws Exception {
        // Given a broker that closes channels which leave deliveries unacknowledged, here after a second, not 30
        // minutes
        node.control(
                "eval",
                "application:set_env(rabbit, consumer_timeout, 1000),"
                        + " application:set_env(rabbit, channel_tick_interval, 500).");
        try (LogLines lines = new LogLines("io.weir.bridge");
                BridgeClient client = RabbitmqBridges.deploy(node.uri(), exchange)) {
            log.at(client.vertx()).failing = BusFailure.STORE_UNAVAILABLE;
            await(client.keep(topics("t")));
            publish("t", 0, 100);

            // When it has done so twice
            await().until(() -> lines.warnings().stream()
                            .filter(line -> line.contains("is not read"))
                            .count()
                    >= 2);
            log.failing = null;

            // Then
            await().until(() -> log.stored.size() >= 100);
            assertThat(log.payloads()).isEqualTo(numbers(0, 100));
            assertThat(client.states).containsExactly(FOUND);
        } finally {
            node.control(
                    "eval",
                    "application:set_env(rabbit, consumer_timeout, 1800000),"
                            + " application:set_env(rabbit, channel_tick_interval, 60000).");
        }
    }

    @Test
    void shouldNotBindWhatTheUserMayNotReadAndStoreTheRest() throws Exception {
        // Given what deploy/README.md says a user needs
        onBroker(channel -> channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true));
        RabbitNode.LimitedUser user = node.addUser("^(%s|amq\\.gen-.*|weir\\.log\\..*)$".formatted(exchange))
                .topics(exchange, "^allowed");
        try (BridgeClient client = RabbitmqBridges.deploy(user.uri(), exchange)) {
            log.at(client.vertx());

            // Then
            assertThat(client.failure(client.keep(topics("allowed.*", "forbidden.*"))))
                    .isEqualTo(BusFailure.REFUSED);
            publish("allowed.1", 0, 2);
            await().until(log::payloads, numbers(0, 2)::equals);
        }
    }

    @Test
    void shouldSayThatTheUserMayHaveNoQueue() throws Exception {
        // Given
        RabbitNode.LimitedUser user = node.addUser("^(%s|amq\\.gen-.*)$".formatted(exchange));
        try (LogLines lines = new LogLines("io.weir.bridge");
                BridgeClient client = RabbitmqBridges.deploy(user.uri(), exchange)) {
            // Then
            assertThat(client.failure(client.keep(topics("t")))).isEqualTo(BusFailure.REFUSED);
            assertThat(lines.warnings()).singleElement().asString().contains("403", queue);
            assertThat(client.states).containsExactly(FOUND);
        }
    }

    private LogTopics topics(String... patterns) {
        return new LogTopics(
                BridgeClient.PROVIDER, queue, true, Duration.ofHours(1).toMillis(), List.of(patterns), List.of());
    }

    private void publish(String topic, int from, int to) throws Exception {
        onBroker(channel -> {
            channel.confirmSelect();
            for (String payload : numbers(from, to)) {
                channel.basicPublish(exchange, topic, PERSISTENT, payload.getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie();
        });
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
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
