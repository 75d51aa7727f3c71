package io.weir.action.handler;

import static io.weir.action.handler.HandlerFixture.action;
import static io.weir.action.handler.HandlerFixture.await;
import static io.weir.action.handler.HandlerFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.weir.action.handler.HandlerOutcome.Answered;
import io.weir.action.handler.HandlerOutcome.Broken;
import io.weir.bridge.rabbitmq.RabbitmqBridgeVerticle;
import io.weir.bus.BusCodecs;
import io.weir.cluster.Alone;
import io.weir.config.ProviderConfig;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import io.weir.source.BusTopicClient;
import io.weir.telemetry.Metrics;
import io.weir.testing.RabbitBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A handler behind a real broker. */
class AmqpHandlersIT {

    private final String exchange = "handlers-it-" + UUID.randomUUID();
    private final Vertx vertx = Vertx.vertx();
    private final ActionDefinition action = action("http://api", "url: \"amqp:orders.{{ args.id }}\"");
    private final List<Delivery> requests = new CopyOnWriteArrayList<>();
    private Connection connection;
    private Channel broker;
    private HandlerFixture fixture;

    @BeforeEach
    void connect() throws Exception {
        RabbitBroker shared = RabbitBroker.shared();
        BusCodecs.register(vertx.eventBus());
        Metrics metrics = new Metrics();
        ProviderConfig.Rabbitmq config = new ProviderConfig.Rabbitmq(
                shared.uri(),
                exchange,
                500,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
        await(vertx.deployVerticle(new RabbitmqBridgeVerticle(
                Alone.of("n1", 1), "rabbit", config, Duration.ofSeconds(5), Optional.empty(), Duration.ZERO, metrics)));
        fixture = new HandlerFixture(
                new HttpClientOptions(),
                new BusTopicClient(
                        vertx,
                        Alone.of("n1", 1),
                        Set.of("default"),
                        (provider, topic) -> false,
                        Duration.ofSeconds(5),
                        metrics));
        connection = shared.connect();
        broker = connection.createChannel();
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
        await(vertx.close());
        broker.exchangeDelete(exchange);
        connection.close();
    }

    private void answer(Map<String, Object> headers, String json) throws IOException {
        String queue = broker.queueDeclare().getQueue();
        broker.queueBind(queue, exchange, "orders.*");
        broker.basicConsume(
                queue,
                true,
                (tag, request) -> {
                    requests.add(request);
                    BasicProperties reply = new BasicProperties.Builder()
                            .correlationId(request.getProperties().getCorrelationId())
                            .headers(headers)
                            .build();
                    String replyTo = request.getProperties().getReplyTo();
                    broker.basicPublish("", replyTo, reply, json.getBytes(StandardCharsets.UTF_8));
                },
                tag -> {});
    }

    @Test
    void shouldCallAHandlerOverTheBroker() throws Exception {
        // Given
        answer(Map.of(), "{\"ok\": true}");

        // When
        HandlerOutcome outcome = fixture.call(action, Map.of("id", "7"));

        // Then
        assertThat(outcome).isEqualTo(new Answered(200, Map.of("ok", true)));
        BasicProperties sent = requests.get(0).getProperties();
        assertThat(sent.getMessageId()).isEqualTo(HandlerFixture.ID);
        assertThat(sent.getHeaders().get("Idempotency-Key")).hasToString(HandlerFixture.ID);
        assertThat(sent.getHeaders().get("Weir-Attempt")).hasToString("2");
        assertThat(requests.get(0).getBody()).asString().isEqualTo("{\"id\":\"7\"}");
    }

    @Test
    void shouldTakeARefusal() throws Exception {
        // Given
        answer(Map.of("status", 422), "{\"message\": \"sold out\"}");

        // When
        HandlerOutcome.Rejected rejected = rejected(fixture.call(action, Map.of("id", "7")));

        // Then
        assertThat(rejected.httpStatus()).isEqualTo(422);
        assertThat(rejected.message()).isEqualTo("sold out");
    }

    @Test
    void shouldKnowThatNoOneListens() {
        assertThat(fixture.call(action, Map.of("id", "7"))).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.code()).isEqualTo(ErrorCode.HANDLER_UNREACHABLE);
            assertThat(broken.sent()).isFalse();
        });
    }
}
