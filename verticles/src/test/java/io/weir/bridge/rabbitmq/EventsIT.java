package io.weir.bridge.rabbitmq;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.weir.bridge.BridgeClient;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.PublishOutcome;
import io.weir.bus.TopicOpened;
import io.weir.testing.RabbitBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events between a real broker and the bus. */
class EventsIT {

    private final String exchange = "events-it-" + UUID.randomUUID();
    private Connection connection;
    private Channel broker;
    private BridgeClient client;

    @BeforeEach
    void connect() throws Exception {
        RabbitBroker shared = RabbitBroker.shared();
        client = RabbitmqBridges.deploy(shared.uri(), exchange);
        connection = shared.connect();
        broker = connection.createChannel();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        broker.exchangeDelete(exchange);
        connection.close();
    }

    @Test
    void shouldDeclareADurableTopicExchange() throws Exception {
        // Then declaring it otherwise would close the channel
        broker.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
    }

    @Test
    void shouldDeliverWhatIsPublishedAfterTheTopicOpened() throws Exception {
        // Given
        TopicOpened opened = await(client.open("employeeUpdated.1"));

        // When
        publish("employeeUpdated.2", "{\"id\":2}");
        publish("employeeUpdated.1", "{\"id\":1}");

        // Then
        assertThat(opened).isEqualTo(new TopicOpened(BridgeClient.PROVIDER, "employeeUpdated.1"));
        await().until(() -> client.payloads("employeeUpdated.1"), List.of("{\"id\":1}")::equals);
        assertThat(client.events).hasSize(1);
    }

    @Test
    void shouldKeepTheBrokersOrderOfATopic() throws Exception {
        // Given
        await(client.open("order.1"));
        await(client.open("order.2"));

        // When
        List<String> sent =
                IntStream.range(0, 2_000).mapToObj(Integer::toString).toList();
        for (String payload : sent) {
            publish("order.1", payload);
            publish("order.2", payload);
        }

        // Then
        await().untilAsserted(() -> assertThat(client.events).hasSize(4_000));
        assertThat(client.payloads("order.1")).isEqualTo(sent);
        assertThat(client.payloads("order.2")).isEqualTo(sent);
    }

    @Test
    void shouldAcknowledgeEveryDelivery() throws Exception {
        // Given more events than may be unacknowledged at once
        await(client.open("acks"));
        for (int i = 0; i < 1_200; i++) {
            publish("acks", "{}");
        }

        // Then
        await().untilAsserted(() -> assertThat(client.events).hasSize(1_200));
    }

    @Test
    void shouldStopReadingWhenItsReceiversDoNotKeepUp() throws Exception {
        // Given a receiver that does not say that it has handled anything
        int prefetch = RabbitmqBridges.PREFETCH;
        client.hold();
        await(client.open("flood"));

        // When far more is published than may be under way
        for (int i = 0; i < 3 * prefetch; i++) {
            publish("flood", Integer.toString(i));
        }

        // Then the rest stays with the broker
        await().until(() -> client.events.size() >= prefetch);
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(client.events).hasSize(prefetch));

        // When it has
        release();

        // Then the rest comes
        await().until(() -> client.events.size() == 3 * prefetch);
    }

    @Test
    void shouldHandOverMessagePropertiesAsAttributes() throws Exception {
        // Given
        await(client.open("attributes"));

        // When
        BasicProperties properties = new BasicProperties.Builder()
                .messageId("m-1")
                .appId("hr")
                .type("employee.changed")
                .build();
        broker.basicPublish(exchange, "attributes", properties, new byte[0]);

        // Then
        await().until(() -> client.events.size() == 1);
        assertThat(client.events.get(0).attributes()).isEqualTo(new EventAttributes("m-1", "hr", "employee.changed"));
    }

    @Test
    void shouldHandOverTheHeadersOfACloudEvent() throws Exception {
        // Given
        await(client.open("cloud"));

        // When
        BasicProperties properties = new BasicProperties.Builder()
                .messageId("m-1")
                .headers(Map.of("cloudEvents:id", "c-1", "cloudEvents:source", "/hr", "cloudEvents_type", "changed"))
                .build();
        broker.basicPublish(exchange, "cloud", properties, new byte[0]);

        // Then
        await().until(() -> client.events.size() == 1);
        assertThat(client.events.get(0).attributes()).isEqualTo(new EventAttributes("c-1", "/hr", "changed"));
    }

    @Test
    void shouldBindATopicOnlyWhileItIsOpen() throws Exception {
        // Given
        assertThat(isRouted("bound")).isFalse();

        // When opened
        await(client.open("bound"));

        // Then
        assertThat(isRouted("bound")).isTrue();

        // When closed
        client.close("bound");

        // Then
        await().until(() -> !isRouted("bound"));
    }

    @Test
    void shouldOpenAgainWhatWasClosed() throws Exception {
        // Given
        await(client.open("again"));
        client.close("again");

        // When
        await(client.open("again"));
        publish("again", "{}");

        // Then
        await().until(() -> List.of(1L).equals(client.numbers.get(2L)));
    }

    @Test
    void shouldOpenThousandsOfTopicsAtOnce() throws Exception {
        // When
        List<Future<TopicOpened>> opening = new ArrayList<>();
        IntStream.range(0, 5_000).forEach(i -> opening.add(client.open("many." + i)));
        await(Future.all(opening));
        for (int i = 0; i < 5_000; i++) {
            publish("many." + i, "{}");
        }

        // Then
        await().untilAsserted(() -> assertThat(client.events).hasSize(5_000));
    }

    @Test
    void shouldBoundWhatIsUnderWayAndSayTheLastWordBehindItThroughSeveralQueues() throws Exception {
        // Given topics of three queues, and more events of two of these than may be under way
        int topics = 2 * TopicPlaces.MOST_TOPICS + 1;
        await(Future.all(IntStream.range(0, topics)
                .mapToObj(i -> client.open("spread." + i))
                .toList()));
        String first = "spread.0";
        String last = "spread." + (topics - 1);
        client.hold();
        for (int i = 0; i < RabbitmqBridges.PREFETCH; i++) {
            publish(first, String.valueOf(i));
            publish(last, String.valueOf(i));
        }

        // Then
        await().until(() -> client.events.size() >= RabbitmqBridges.PREFETCH);
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(client.events).hasSize(RabbitmqBridges.PREFETCH));

        // When
        client.close(last);
        client.close(first);
        release();

        // Then
        List<String> all = IntStream.range(0, RabbitmqBridges.PREFETCH)
                .mapToObj(String::valueOf)
                .toList();
        await().until(() -> client.closed.containsKey(last));
        assertThat(client.payloads(last)).isEqualTo(all);
        await().until(() -> client.closed.containsKey(first));
        assertThat(client.payloads(first)).isEqualTo(all);
    }

    @Test
    void shouldPublishWithAttributes() throws Exception {
        // Given
        String queue = broker.queueDeclare().getQueue();
        broker.queueBind(queue, exchange, "employeeUpdated.*");

        // When
        EventAttributes attributes = new EventAttributes("e-1", "/hr", "changed");
        PublishOutcome outcome = await(client.publish("employeeUpdated.1", attributes, "{\"id\":1}"));

        // Then
        GetResponse taken = broker.basicGet(queue, true);
        assertThat(outcome).isEqualTo(new PublishOutcome(true, ""));
        assertThat(taken.getEnvelope().getRoutingKey()).isEqualTo("employeeUpdated.1");
        assertThat(new String(taken.getBody(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":1}");
        assertThat(EventProperties.read(taken.getProps())).isEqualTo(attributes);
        assertThat(taken.getProps().getContentType()).isEqualTo("application/json");
        assertThat(taken.getProps().getHeaders()).containsKey("cloudEvents:specversion");
    }

    @Test
    void shouldAcceptAnEventThatNoOneListensTo() {
        assertThat(await(client.publish("no.one", "{}")).accepted()).isTrue();
    }

    @Test
    void shouldConfirmEachOfManyEventsUnderWay() {
        // When
        List<Future<PublishOutcome>> outcomes = IntStream.range(0, 5_000)
                .mapToObj(i -> client.publish("many", "{}"))
                .toList();
        await(Future.all(outcomes));

        // Then
        assertThat(outcomes).allMatch(outcome -> outcome.result().accepted());
    }

    @Test
    void shouldRefuseATopicWithAWildcard() {
        // Then
        assertThatThrownBy(() -> await(client.open("all.#")))
                .isInstanceOf(ReplyException.class)
                .hasMessageContaining("wildcard")
                .extracting(e -> ((ReplyException) e).failureCode())
                .isEqualTo(BusFailure.REFUSED.code());
        assertThat(await(client.publish("all.*", "{}")).reason()).contains("wildcard");
    }

    /** Whether the exchange has a queue for the topic: what it has none for comes back before the confirm. */
    private boolean isRouted(String topic) throws Exception {
        AtomicBoolean routed = new AtomicBoolean(true);
        try (Channel probe = connection.createChannel()) {
            probe.addReturnListener(returned -> routed.set(false));
            probe.confirmSelect();
            probe.basicPublish(exchange, topic, true, null, new byte[0]);
            probe.waitForConfirmsOrDie(10_000);
        }
        return routed.get();
    }

    private void release() {
        client.release();
    }

    private void publish(String topic, String payload) throws Exception {
        broker.basicPublish(exchange, topic, null, payload.getBytes(StandardCharsets.UTF_8));
    }
}
