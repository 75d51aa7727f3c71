package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.config.ConfigFile;
import io.weir.config.WeirConfig;
import io.weir.graph.GraphLoader;
import io.weir.json.Json;
import io.weir.testing.Behaviour;
import io.weir.testing.SubgraphServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events that name an employee, completed by a subgraph.
 *
 * <pre>
 *  POST /events ─1▶ trigger ─2▶ group ─3▶ execution ─4▶ subgraph
 *                                              └─5▶ group, in order ─6▶ transport ─7▶ clients
 * </pre>
 */
@Timeout(120)
class EnrichmentWalkIT {

    private static final String EVENTS = """
            type Subscription {
              updated: Employee
                @eventsSubscribe(topic: "updated")
                @subscriptionFilter(condition: {NOT: {IN: {fieldPath: "id", values: [13]}}})
              joined: Team @eventsSubscribe(topic: "joined")
            }
            type Team { size: Int members: [Employee!] }
            type Employee @key(fields: "id", resolvable: false) { id: Int! @external role: String }
            """;
    private static final String EMPLOYEES = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
            type Query { employee(id: Int!): Employee }
            type Employee @key(fields: "id") { id: Int! name: String role: String }
            """;

    @TempDir
    Path folder;

    /** Answers that the subgraph holds back, in the order of the requests. */
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

    private SubgraphServer employees;
    private Server node;

    @BeforeEach
    void start() throws Exception {
        employees = SubgraphServer.serving(EMPLOYEES)
                .entity("Employee", key -> Map.of("id", key.get("id"), "name", "E" + key.get("id"), "role", "dev"))
                .start();
        Files.writeString(folder.resolve("events.graphql"), EVENTS);
        Files.writeString(folder.resolve("employees.graphql"), EMPLOYEES);
        Files.writeString(folder.resolve("weir.yaml"), """
                graph:
                  schemas: [events.graphql]
                  subgraphs:
                    - { name: employees, url: "%s", schema: employees.graphql, timeout: 20s }
                http: { host: 127.0.0.1, port: 0 }
                admin: { port: 0 }
                triggers: { concurrency: 4, pending: 4 }
                """.formatted(employees.url()));
        WeirConfig config = new ConfigFile(folder.resolve("weir.yaml"), Map.of()).load();
        node = Server.start(config, GraphLoader.load(config), Role.all())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        node.stop().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        employees.close();
    }

    @Test
    void shouldCompleteAnEventOnceForEqualSubscribersAndShareItsFetches() throws Exception {
        try (GraphqlSocket first = new GraphqlSocket(node.httpPort());
                GraphqlSocket second = new GraphqlSocket(node.httpPort())) {
            // Given five equal subscribers, and one of another group whose fetch is the same
            for (int i = 0; i < 5; i++) {
                (i % 2 == 0 ? first : second).subscribe("n" + i, "subscription { updated { id name } }");
            }
            second.subscribe("aliased", "subscription { e: updated { id name } }");
            first.subscribe("bare", "subscription { updated { id } }");

            // When
            publish("updated", 1);

            // Then one request served all of them, and those that need none did not wait for it
            assertThat(first.next()).isEqualTo(next("bare", "{\"updated\":{\"id\":1}}"));
            for (int i = 0; i < 3; i++) {
                assertThat(first.next()).endsWith("{\"data\":{\"updated\":{\"id\":1,\"name\":\"E1\"}}}}");
            }
            assertThat(new String[] {second.next(), second.next(), second.next()})
                    .contains(next("aliased", "{\"e\":{\"id\":1,\"name\":\"E1\"}}"));
            assertThat(employees.requests()).hasSize(1);

            // When an event does not pass the filter
            publish("updated", 13);
            publish("updated", 2);

            // Then nothing was asked for it
            assertThat(first.next()).contains("\"id\":2");
            await().until(() -> employees.requests().size() == 2);
        }
    }

    @Test
    void shouldFetchWhatNestedEntitiesLack() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.httpPort())) {
            socket.subscribe("t", "subscription { joined { size members { id role } } }");

            publish("joined", "{\"size\":1,\"members\":[{\"id\":1,\"role\":\"boss\"}]}");
            publish("joined", "{\"size\":2,\"members\":[{\"id\":1,\"role\":\"dev\"},{\"id\":2}]}");

            assertThat(socket.next()).contains("{\"size\":1,\"members\":[{\"id\":1,\"role\":\"boss\"}]}");
            assertThat(socket.next())
                    .contains("{\"size\":2,\"members\":[{\"id\":1,\"role\":\"dev\"},{\"id\":2,\"role\":\"dev\"}]}");
            assertThat(employees.requests()).hasSize(1);
        }
    }

    @Test
    void shouldDeliverInOrderHoweverLateTheSubgraphAnswers() throws Exception {
        hold();
        try (GraphqlSocket socket = new GraphqlSocket(node.httpPort());
                GraphqlSocket late = new GraphqlSocket(node.httpPort())) {
            // Given three events under way, and a client that joins after them
            socket.subscribe("a", "subscription { updated { name } }");
            publish("updated", 1);
            publish("updated", 2);
            publish("updated", 3);
            await().until(() -> held.size() == 3);
            late.subscribe("b", "subscription { updated { name } }");
            publish("updated", 4);
            await().until(() -> held.size() == 4);

            // When the subgraph answers the other way round
            Runnable[] answers = held.toArray(Runnable[]::new);
            for (int i = answers.length - 1; i >= 0; i--) {
                answers[i].run();
            }

            // Then
            for (int n = 1; n <= 4; n++) {
                assertThat(socket.next()).isEqualTo(next("a", "{\"updated\":{\"name\":\"E" + n + "\"}}"));
            }
            assertThat(late.next()).isEqualTo(next("b", "{\"updated\":{\"name\":\"E4\"}}"));
        }
    }

    @Test
    void shouldLeaveOutTheOldestWhenEventsComeFasterThanTheyAreCompleted() throws Exception {
        hold();
        try (GraphqlSocket socket = new GraphqlSocket(node.httpPort())) {
            // Given more events than may be under way and wait, and a group that needs no subgraph
            socket.subscribe("stuck", "subscription { updated { name } }");
            socket.subscribe("free", "subscription { updated { id } }");
            for (int n = 1; n <= 11; n++) {
                publish("updated", n);
                assertThat(socket.next()).isEqualTo(next("free", "{\"updated\":{\"id\":" + n + "}}"));
            }
            await().until(() -> held.size() == 4);

            // When
            employees.behave(Behaviour.PROPER);
            held.forEach(Runnable::run);

            // Then
            for (int n = 1; n <= 4; n++) {
                assertThat(socket.next()).isEqualTo(next("stuck", "{\"updated\":{\"name\":\"E" + n + "\"}}"));
            }
            assertThat(socket.next()).contains("3 events were left out", "EVENTS_LEFT_OUT");
            for (int n = 8; n <= 11; n++) {
                assertThat(socket.next()).isEqualTo(next("stuck", "{\"updated\":{\"name\":\"E" + n + "\"}}"));
            }
            assertThat(metrics()).contains("weir_trigger_events_left_out_total 3.0", "weir_trigger_events_pending 0.0");
        }
    }

    @Test
    void shouldSayWhatFailedInOrderAndGoOn() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.httpPort())) {
            // Given
            socket.subscribe("a", "subscription { updated { id name } }");

            // When
            employees.behave(Behaviour.status(500));
            publish("updated", 1);
            String failed = socket.next();
            employees.behave(Behaviour.PROPER);
            publish("updated", 2);

            // Then
            assertThat(failed)
                    .contains("{\"id\":1,\"name\":null}", "SUBGRAPH_HTTP_ERROR")
                    .doesNotContain("localhost");
            assertThat(socket.next()).isEqualTo(next("a", "{\"updated\":{\"id\":2,\"name\":\"E2\"}}"));
        }
    }

    @Test
    void shouldEndTheStreamsOfALostClientWithoutWaitingForTheSubgraph() throws Exception {
        hold();
        try (GraphqlSocket socket = new GraphqlSocket(node.httpPort())) {
            socket.subscribe("a", "subscription { updated { name } }");
            publish("updated", 1);
            await().until(() -> held.size() == 1);
        }
        await().until(() -> metrics().contains("weir_trigger_events_pending 0.0"));
        assertThat(metrics()).contains("weir_trigger_groups 0.0");
        held.forEach(Runnable::run);
    }

    private void hold() {
        employees.behave((request, response) -> {
            var context = io.vertx.core.Vertx.currentContext();
            held.add(() -> context.runOnContext(turn -> Behaviour.PROPER.answer(request, response)));
        });
    }

    private void publish(String topic, int id) throws Exception {
        publish(topic, Json.write(Map.of("__typename", "Employee", "id", id)).toString());
    }

    private void publish(String topic, String event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.httpPort() + "/events/" + topic))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    private String metrics() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static String next(String id, String data) {
        return "{\"id\":\"%s\",\"type\":\"next\",\"payload\":{\"data\":%s}}".formatted(id, data);
    }
}
