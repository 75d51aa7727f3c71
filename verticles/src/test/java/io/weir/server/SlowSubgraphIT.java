package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.vertx.core.json.JsonObject;
import io.weir.testing.Behaviour;
import io.weir.testing.RabbitBroker;
import io.weir.testing.SubgraphServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * More events from a broker than a slow subgraph completes: they wait in the broker, since no more are taken from it than
 * are acknowledged, and these are acknowledged when the clients have them.
 */
@Timeout(180)
class SlowSubgraphIT {

    private static final String EXCHANGE = "slow-subgraph-it";
    private static final int EVENTS = 3_000;
    private static final int PREFETCH = 50;
    private static final String EMPLOYEES = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
            type Query { employees: Int }
            type Employee @key(fields: "id") { id: Int! name: String }
            """;
    private static final String EVENT_SDL = """
            type Subscription { updated: Employee @eventsSubscribe(topic: "updated", provider: "rabbit") }
            type Employee @key(fields: "id", resolvable: false) { id: Int! @external }
            """;

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private SubgraphServer employees;
    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        employees = SubgraphServer.serving(EMPLOYEES)
                .entity("Employee", key -> Map.of("id", key.get("id"), "name", "E" + key.get("id")))
                .start();
        Files.writeString(folder.resolve("events.graphql"), EVENT_SDL);
        Files.writeString(folder.resolve("employees.graphql"), EMPLOYEES);
        node = ConfiguredNode.start(
                folder, """
                graph:
                  schemas: [events.graphql]
                  subgraphs: [ { name: employees, url: "%s", schema: employees.graphql } ]
                providers:
                  rabbit: { kind: rabbitmq, uri: "%s", exchange: %s, prefetch: %d }
                """.formatted(employees.url(), RabbitBroker.shared().uri(), EXCHANGE, PREFETCH));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> node.admin("/health/ready").contains("\"connected\""));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        employees.close();
    }

    @Test
    void shouldLoseNoneAndKeepTheirOrder() throws Exception {
        // Given a subgraph that answers late, now and then much later than what it was asked afterwards
        employees.behave((request, response) -> {
            int n = asked.incrementAndGet();
            mostAtOnce.accumulateAndGet(n - answered.get(), Math::max);
            Behaviour late = Behaviour.late(n % 7 == 0 ? 40 : 5);
            request.response().endHandler(sent -> answered.incrementAndGet());
            late.answer(request, response);
        });
        try (GraphqlSocket socket = new GraphqlSocket(node.port());
                GraphqlSocket other = new GraphqlSocket(node.port())) {
            socket.subscribe("a", "subscription { updated { id name } }");
            other.subscribe("b", "subscription { updated { name } }");

            // When
            publish(EVENTS);

            // Then
            for (int n = 1; n <= EVENTS; n++) {
                assertThat(socket.next())
                        .isEqualTo(next("a", "{\"updated\":{\"id\":" + n + ",\"name\":\"E" + n + "\"}}"));
                assertThat(other.next()).isEqualTo(next("b", "{\"updated\":{\"name\":\"E" + n + "\"}}"));
            }
            assertThat(mostAtOnce).hasValueLessThanOrEqualTo(PREFETCH);
            // Then both groups shared what was asked for an event
            assertThat(employees.requests()).hasSize(EVENTS);
            assertThat(node.admin("/metrics")).contains("weir_trigger_events_left_out_total 0.0");
        }
    }

    private static void publish(int events) throws Exception {
        try (Connection connection = RabbitBroker.shared().connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (int n = 1; n <= events; n++) {
                byte[] event = new JsonObject()
                        .put("__typename", "Employee")
                        .put("id", n)
                        .encode()
                        .getBytes(StandardCharsets.UTF_8);
                channel.basicPublish(EXCHANGE, "updated", null, event);
            }
            channel.waitForConfirmsOrDie(30_000);
        }
    }

    private static String next(String id, String data) {
        return "{\"id\":\"%s\",\"type\":\"next\",\"payload\":{\"data\":%s}}".formatted(id, data);
    }
}
