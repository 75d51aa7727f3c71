package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.vertx.core.json.JsonObject;
import io.weir.config.ProviderConfig;
import io.weir.testing.NatsServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A graph that was written for Cosmo, over a NATS server: its directives name the provider by {@code providerId}. */
class NatsWalkIT {

    private static final String SDL = """
            directive @edfs__natsRequest(subject: String!, providerId: String! = "default") on FIELD_DEFINITION
            directive @edfs__natsPublish(subject: String!, providerId: String! = "default") on FIELD_DEFINITION
            directive @edfs__natsSubscribe(
              subjects: [String!]!, providerId: String! = "default", streamConfiguration: edfs__NatsStreamConfiguration
            ) on FIELD_DEFINITION
            input edfs__NatsStreamConfiguration {
              consumerInactiveThreshold: Int! = 30
              consumerName: String!
              streamName: String!
            }
            type edfs__PublishResult { success: Boolean! }
            type Query {
              employee(id: ID!): Employee! @edfs__natsRequest(subject: "getEmployee.{{ args.id }}", providerId: "my-nats")
            }
            type Mutation {
              update(id: ID!, name: String!): edfs__PublishResult!
                @edfs__natsPublish(subject: "updateEmployee.{{ args.id }}", providerId: "my-nats")
            }
            type Subscription {
              updated(id: ID!): Employee!
                @edfs__natsSubscribe(subjects: ["employeeUpdated.{{ args.id }}"], providerId: "my-nats")
            }
            type Employee @key(fields: "id", resolvable: false) { id: Int! name: String }
            """;

    private final NatsServer server = NatsServer.create();
    private NodeFixture node;
    private Connection outsider;

    @BeforeEach
    void start() throws Exception {
        server.start();
        outsider = server.connect();
        node = NodeFixture.start(SDL, Map.of("my-nats", ProviderConfig.Nats.at(server.uri())));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        outsider.close();
        server.close();
    }

    @Test
    void shouldServeAllThreeDirectives() throws Exception {
        // Given
        List<String> published = new CopyOnWriteArrayList<>();
        Dispatcher dispatcher = outsider.createDispatcher();
        dispatcher.subscribe("getEmployee.*", request -> outsider.publish(request.getReplyTo(), employee("Ada")));
        dispatcher.subscribe(
                "updateEmployee.*", event -> published.add(event.getSubject() + " " + text(event.getData())));
        outsider.flush(Duration.ofSeconds(5));

        // Then
        assertThat(graphql("{ employee(id: 1) { id name } }"))
                .isEqualTo("{\"data\":{\"employee\":{\"id\":1,\"name\":\"Ada\"}}}");
        assertThat(graphql("mutation { update(id: 1, name: \"Bob\") { success } }"))
                .startsWith("{\"data\":{\"update\":{\"success\":true}}");
        await().until(() -> published, List.of("updateEmployee.1 {\"id\":1,\"name\":\"Bob\"}")::equals);
        try (GraphqlSocket socket = new GraphqlSocket(node.server().httpPort())) {
            socket.subscribe("a", "subscription { updated(id: 1) { id name } }");
            outsider.publish("employeeUpdated.1", employee("Eve"));
            assertThat(socket.next())
                    .isEqualTo(
                            "{\"id\":\"a\",\"type\":\"next\",\"payload\":{\"data\":{\"updated\":{\"id\":1,\"name\":\"Eve\"}}}}");
        }
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

    private static byte[] employee(String name) {
        return "{\"__typename\":\"Employee\",\"id\":1,\"name\":\"%s\"}"
                .formatted(name)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
