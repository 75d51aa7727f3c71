package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.vertx.core.json.JsonObject;
import io.weir.config.ProviderConfig;
import io.weir.testing.RabbitBroker;
import io.weir.testing.RabbitNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An event's whole way, with a real broker.
 *
 * <pre>
 *  RabbitMQ ─1▶ bridge ─2▶ trigger ─3,4▶ group ─5▶ execution ─6▶ transport ─7▶ client
 * </pre>
 *
 * 1 a delivery, 2 a TopicEvent on the bus, 3 the payload is checked, 4 the filter decides, 5 the plan completes it once,
 * 6 the bytes go to the transport once, 7 each subscriber gets them behind its own id.
 */
class EventWalkIT {

    private static final String EXCHANGE = "event-walk-it";
    private static final String SDL = """
            type Query {
              employee(id: ID!): Employee @eventsRequest(topic: "getEmployee.{{ args.id }}", provider: "rabbit", timeout: "500ms")
            }
            type Mutation {
              touch(id: ID!): PublishEventResult!
                @eventsPublish(topic: "employeeUpdated.{{ args.id }}", provider: "rabbit")
            }
            type Subscription {
              updated(id: ID!, team: String): Employee
                @eventsSubscribe(topic: "employeeUpdated.{{ args.id }}", provider: "rabbit")
              updatedInTeam(id: ID!, team: String): Employee
                @eventsSubscribe(topic: "employeeUpdated.{{ args.id }}", provider: "rabbit")
                @subscriptionFilter(condition: {IN: {fieldPath: "team", values: ["{{ args.team }}"]}})
            }
            type Employee @key(fields: "id", resolvable: false) { id: Int! name: String team: String }
            """;

    private final RabbitNode broker = RabbitBroker.own();
    private NodeFixture node;

    @BeforeEach
    void start() {
        ProviderConfig rabbit = new ProviderConfig.Rabbitmq(
                broker.uri(),
                EXCHANGE,
                1000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofSeconds(1));
        node = NodeFixture.start(SDL, Map.of("rabbit", rabbit));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> admin("/health/ready").contains("\"connected\""));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        broker.start();
    }

    private String admin(String path) throws Exception {
        return get(node.server().adminPort(), path);
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private String graphql(String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.server().httpPort() + "/graphql"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("query", query).encode()))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private void publish(String topic, String payload) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(EXCHANGE, topic, null, payload.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private static String employee(int id, String name, String team) {
        return "{\"__typename\":\"Employee\",\"id\":%d,\"name\":\"%s\",\"team\":\"%s\"}".formatted(id, name, team);
    }

    @Test
    void shouldBringAnEventToItsSubscribersOnly() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.server().httpPort())) {
            // Given two equal subscriptions, a filtered one, and one of another topic
            socket.subscribe("a", "subscription { updated(id: 1) { id name } }");
            socket.subscribe("b", "subscription { updated(id: 1) { id name } }");
            socket.subscribe("c", "subscription { updatedInTeam(id: 1, team: \"red\") { name } }");
            socket.subscribe("d", "subscription { updated(id: 2) { id } }");

            // When
            publish("employeeUpdated.1", employee(1, "Ada", "blue"));
            publish("employeeUpdated.1", employee(1, "Bob", "red"));

            // Then
            String[] frames = {socket.next(), socket.next(), socket.next(), socket.next(), socket.next()};
            assertThat(frames)
                    .containsExactlyInAnyOrder(
                            next("a", "{\"updated\":{\"id\":1,\"name\":\"Ada\"}}"),
                            next("b", "{\"updated\":{\"id\":1,\"name\":\"Ada\"}}"),
                            next("a", "{\"updated\":{\"id\":1,\"name\":\"Bob\"}}"),
                            next("b", "{\"updated\":{\"id\":1,\"name\":\"Bob\"}}"),
                            next("c", "{\"updatedInTeam\":{\"name\":\"Bob\"}}"));
            assertThat(admin("/metrics")).contains("weir_triggers 2.0", "weir_trigger_groups 3.0");
        }
        // Then the triggers close when the client is gone
        await().until(() -> admin("/metrics").contains("weir_triggers 0.0"));
    }

    @Test
    void shouldSayWhenTheBrokerIsLostAndRecoverByItself() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.server().httpPort())) {
            // Given
            socket.subscribe("a", "subscription { updated(id: 1) { name } }");

            // When
            broker.stop();

            // Then nothing is silent
            assertThat(socket.next()).contains("PROVIDER_UNAVAILABLE", "events may be missing");
            assertThat(graphql("mutation { touch(id: 1) { success } }"))
                    .isEqualTo("{\"data\":{\"touch\":{\"success\":false}}}");
            assertThat(graphql("{ employee(id: 1) { name } }")).contains("PROVIDER_UNAVAILABLE");
            socket.send(
                    "{\"id\":\"b\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { updated(id: 9) { id } }\"}}");
            assertThat(socket.next())
                    .startsWith("{\"id\":\"b\",\"type\":\"error\"")
                    .contains("PROVIDER_UNAVAILABLE");
            assertThat(get(node.server().adminPort(), "/health/ready")).contains("\"disconnected\"");

            // When
            broker.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> admin("/health/ready").contains("\"connected\""));
            publish("employeeUpdated.1", employee(1, "Eve", "red"));

            // Then the old subscription lives
            assertThat(socket.next()).isEqualTo(next("a", "{\"updated\":{\"name\":\"Eve\"}}"));
            assertThat(graphql("{ employee(id: 1) { name } }")).contains("EVENT_REQUEST_TIMEOUT");
        }
    }

    private static String next(String id, String data) {
        return "{\"id\":\"%s\",\"type\":\"next\",\"payload\":{\"data\":%s}}".formatted(id, data);
    }
}
