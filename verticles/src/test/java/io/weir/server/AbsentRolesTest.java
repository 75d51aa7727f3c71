package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of one node that has nothing but clients: whoever asks for what is nowhere is told so, the first time. */
@Timeout(30)
class AbsentRolesTest {

    private static final String SDL = """
            type Query {
              near: Greeting @eventsRequest(topic: "near")
              far: Greeting @eventsRequest(topic: "far", provider: "broker")
            }
            type Mutation { create: Greeting @action(url: "bus:create") }
            type Subscription { greeted: Greeting @eventsSubscribe(topic: "greeted") }
            type Greeting { text: String }
            """;

    private static final String CONFIGURATION = """
            graph: { schemas: [schema.graphql] }
            providers: { broker: { kind: rabbitmq, uri: "amqp://127.0.0.1:1" } }
            """;

    @TempDir
    static Path folder;

    private static ConfiguredNode transport;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(folder.resolve("schema.graphql"), SDL);
        String yaml = CONFIGURATION + ClusterPorts.take(1).yaml(0);
        transport = ConfiguredNode.start(folder, yaml, Set.of(Role.TRANSPORT));
    }

    @AfterAll
    static void stop() throws Exception {
        transport.close();
    }

    @Test
    void shouldTellWhoSubscribesThatNoNodeHasTriggers() {
        try (GraphqlSocket socket = new GraphqlSocket(transport.port())) {
            // When
            socket.send(
                    "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { greeted { text } }\"}}");

            // Then
            JsonObject frame = new JsonObject(socket.next());
            assertThat(frame.getString("type")).isEqualTo("error");
            assertThat(code(frame.getJsonArray("payload").getJsonObject(0))).isEqualTo("PROVIDER_UNAVAILABLE");
        }
    }

    @Test
    void shouldTellWhoAsksABrokerThatNoNodeHasABridge() throws Exception {
        assertThat(firstCode(transport.graphql("{ far { text } }"))).isEqualTo("PROVIDER_UNAVAILABLE");
    }

    @Test
    void shouldTellWhoMustWaitForASystemThatNoNodeHasGates() throws Exception {
        assertThat(firstCode(transport.graphql("{ near { text } }", "Consistency-Token", "one-of-before")))
                .isEqualTo("CONSISTENCY_UNAVAILABLE");
    }

    @Test
    void shouldTellWhoActsThatNoNodeRunsActions() throws Exception {
        assertThat(firstCode(transport.graphql("mutation { create { text } }"))).isEqualTo("ACTIONS_UNAVAILABLE");
    }

    @Test
    void shouldTellOperatorsThatNoNodeRunsDeliveries() throws Exception {
        // When
        HttpRequest question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + transport.adminPort() + "/graphql"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"{ deadLetters { id } }\"}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(question, BodyHandlers.ofString())
                .body();

        // Then
        assertThat(firstCode(answer)).isEqualTo("ROLE_UNAVAILABLE");
    }

    private static String firstCode(String answer) {
        return code(new JsonObject(answer).getJsonArray("errors").getJsonObject(0));
    }

    private static String code(JsonObject error) {
        return error.getJsonObject("extensions").getString("code");
    }
}
