package io.weir.bridge.rabbitmq;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bridge.BridgeClient;
import io.weir.bus.BusFailure;
import io.weir.bus.EventReply;
import io.weir.testing.RabbitBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests over a real broker. */
class RequestsIT {

    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final String exchange = "requests-it-" + UUID.randomUUID();
    private Connection connection;
    private Channel broker;
    private BridgeClient client;
    private Responder responder;

    @BeforeEach
    void connect() throws Exception {
        RabbitBroker shared = RabbitBroker.shared();
        client = RabbitmqBridges.deploy(shared.uri(), exchange);
        connection = shared.connect();
        broker = connection.createChannel();
        responder = new Responder(broker, exchange, "getEmployee.*");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        broker.exchangeDelete(exchange);
        connection.close();
    }

    @Test
    void shouldGiveTheReplyToItsRequest() throws Exception {
        // Given two requests
        Future<EventReply> first = client.request("getEmployee.1", "{\"id\":1}", PATIENT);
        Future<EventReply> second = client.request("getEmployee.2", "{\"id\":2}", PATIENT);
        await().until(() -> responder.requests.size() == 2);

        // When answered the other way round
        responder.reply(responder.requests.get(1), "{\"name\":\"second\"}");
        responder.reply(responder.requests.get(0), "{\"name\":\"first\"}");

        // Then
        assertThat(await(first).payload()).isEqualTo(Buffer.buffer("{\"name\":\"first\"}"));
        assertThat(await(second).payload()).isEqualTo(Buffer.buffer("{\"name\":\"second\"}"));
    }

    @Test
    void shouldSendWhatAResponderNeeds() throws Exception {
        // When
        Future<EventReply> reply = client.request("getEmployee.1", "{\"id\":1}", PATIENT);
        await().until(() -> responder.requests.size() == 1);
        Delivery request = responder.requests.get(0);

        // Then
        assertThat(request.getEnvelope().getRoutingKey()).isEqualTo("getEmployee.1");
        assertThat(new String(request.getBody(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":1}");
        assertThat(request.getProperties().getContentType()).isEqualTo("application/json");
        assertThat(request.getProperties().getExpiration()).isEqualTo("" + PATIENT.toMillis());
        assertThat(request.getProperties().getReplyTo()).isNotEmpty();
        assertThat(request.getProperties().getCorrelationId()).isNotEmpty();
        responder.reply(request, "{}");
        await(reply);
    }

    @Test
    void shouldCarryHeadersAndAStatus() throws Exception {
        // Given
        Map<String, String> headers = Map.of("Idempotency-Key", "k-1", "Weir-Attempt", "2");
        Future<EventReply> number = client.request("getEmployee.1", headers, "{}", PATIENT);
        Future<EventReply> text = client.request("getEmployee.2", "{}", PATIENT);
        Future<EventReply> none = client.request("getEmployee.3", "{}", PATIENT);
        await().until(() -> responder.requests.size() == 3);

        // When
        responder.reply(responder.requests.get(0), Map.of("status", 409), "{}");
        responder.reply(responder.requests.get(1), Map.of("status", "404"), "{}");
        responder.reply(responder.requests.get(2), Map.of("status", "gone"), "{}");

        // Then
        assertThat(await(number).status()).isEqualTo(409);
        assertThat(await(text).status()).isEqualTo(404);
        assertThat(await(none).status()).isZero();
        BasicProperties sent = responder.requests.get(0).getProperties();
        assertThat(sent.getMessageId()).isEqualTo("k-1");
        assertThat(sent.getHeaders().get("Weir-Attempt")).hasToString("2");
    }

    @Test
    void shouldFailAtOnceWhereNoOneListens() {
        // Then long before its timeout
        assertThat(client.failure(client.request("getNothing.1", "{}", PATIENT)))
                .isEqualTo(BusFailure.NO_RESPONDER);
    }

    @Test
    void shouldFailWhenNoReplyComesInTime() {
        // Then
        assertThat(client.failure(client.request("getEmployee.1", "{}", Duration.ofMillis(200))))
                .isEqualTo(BusFailure.TIMEOUT);
    }

    @Test
    void shouldDropAndCountALateReply() throws Exception {
        // Given
        client.failure(client.request("getEmployee.1", "{}", Duration.ofMillis(100)));
        await().until(() -> responder.requests.size() == 1);

        // When
        responder.reply(responder.requests.get(0), "{\"late\":true}");

        // Then
        await().until(() -> client.metrics.repliesLate().count() == 1);
    }

    @Test
    void shouldIgnoreAReplyToNothing() throws Exception {
        // Given
        Future<EventReply> reply = client.request("getEmployee.1", "{}", PATIENT);
        await().until(() -> responder.requests.size() == 1);
        String replyTo = responder.requests.get(0).getProperties().getReplyTo();

        // When
        broker.basicPublish("", replyTo, null, new byte[0]);
        responder.reply(responder.requests.get(0), "{}");

        // Then
        assertThat(await(reply).payload()).isEqualTo(Buffer.buffer("{}"));
        assertThat(client.metrics.repliesLate().count()).isEqualTo(1);
    }
}
