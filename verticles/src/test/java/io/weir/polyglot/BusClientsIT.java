package io.weir.polyglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.server.ConfiguredNode;
import io.weir.server.GraphqlSocket;
import io.weir.testing.FreePorts;
import io.weir.testing.Programs;
import io.weir.testing.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients of {@code deploy/clients} for the TCP bridge, as a user runs their examples. */
class BusClientsIT {

    private static final String TOKEN = "a-token-for-the-clients";
    private static final String SDL = """
            type Query { employee(id: ID!): Employee @eventsRequest(topic: "getEmployee.{{ args.id }}") }
            type Mutation {
              hire(name: String!): Employee @action(url: "bus:employees.hire")
              rename(name: String!): PublishEventResult! @eventsPublish(topic: "employeeRenamed")
            }
            type Subscription { employeeUpdated(id: ID!): Employee @eventsSubscribe(topic: "employeeUpdated.{{ args.id }}") }
            type Employee { id: ID! name: String }
            """;

    private final int port = FreePorts.next();
    private ConfiguredNode node;

    @TempDir
    private Path folder;

    /** The languages of the examples. */
    enum Language {
        NODE {
            @Override
            Program start(String port, Map<String, String> environment) throws Exception {
                return Program.start(
                        "deploy/clients/node",
                        environment,
                        List.of(Programs.require("node", "nodejs").toString(), "example.mjs", "127.0.0.1", port));
            }
        },
        PYTHON {
            @Override
            Program start(String port, Map<String, String> environment) throws Exception {
                return Program.start(
                        "deploy/clients/python",
                        environment,
                        List.of(
                                Programs.require("python3", "python3").toString(),
                                "-B",
                                "example.py",
                                "127.0.0.1",
                                port));
            }
        };

        abstract Program start(String port, Map<String, String> environment) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("schema.graphql"), SDL);
        startNode("");
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldPublishAnswerAndListen(Language language) throws Exception {
        try (Program client = language.start(String.valueOf(port), Map.of("BRIDGE_TOKEN", TOKEN));
                GraphqlSocket socket = new GraphqlSocket(node.port())) {
            client.expect("connected");

            // A field and an action are answered by the program.
            assertThat(node.graphql("{ employee(id: 2) { name } }"))
                    .isEqualTo("{\"data\":{\"employee\":{\"name\":\"Grace\"}}}");
            client.expect("asked getEmployee.2");
            assertThat(node.graphql("mutation { hire(name: \"Edsger\") { id name } }"))
                    .startsWith("{\"data\":{\"hire\":{\"id\":\"3\",\"name\":\"Edsger\"}}");
            assertThat(node.graphql("mutation { hire(name: \"\") { id } }")).contains("a name has letters", "422");

            // What it publishes comes over WebSocket and SSE.
            String subscription = "subscription { employeeUpdated(id: 1) { name } }";
            Iterator<String> sse = sse(subscription);
            socket.subscribe("s", subscription);
            client.tell("employeeUpdated.1 {\"__typename\": \"Employee\", \"id\": \"1\", \"name\": \"Ada L.\"}");
            client.expect("published employeeUpdated.1");
            assertThat(socket.next()).contains("Ada L.");
            assertThat(nextEvent(sse)).contains("Ada L.");

            // What a mutation publishes comes to the program.
            assertThat(node.graphql("mutation { rename(name: \"Ada\") { success } }"))
                    .contains("true");
            assertThat(client.expect("heard")).contains("\"name\"", "\"Ada\"");

            // What it may not publish is refused.
            client.tell("elsewhere {}");
            assertThat(client.expect("not published")).contains("access_denied");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeBackAfterTheNodeDid(Language language) throws Exception {
        try (Program client = language.start(String.valueOf(port), Map.of("BRIDGE_TOKEN", TOKEN))) {
            client.expect("connected");

            // When
            node.close();
            client.expect("away");
            startNode("");
            client.expect("connected");

            // Then
            assertThat(node.graphql("{ employee(id: 1) { name } }")).contains("Ada");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTrustWhomItIsTold(Language language) throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.in(folder);
        Files.writeString(folder.resolve("key.pem"), certificate.privateKey());
        node.close();
        startNode("tls: { certificate: ca.pem, key: key.pem }");

        try (Program client = language.start(
                String.valueOf(port),
                Map.of("BRIDGE_TOKEN", TOKEN, "BRIDGE_CA", certificate.pem().toString()))) {
            client.expect("connected");

            // Then
            assertThat(node.graphql("{ employee(id: 1) { name } }")).contains("Ada");
        }
    }

    /** With another line of {@code bridge.tcp}, or none. */
    private void startNode(String more) throws Exception {
        node = ConfiguredNode.start(folder, """
                graph: { schemas: [schema.graphql] }
                bridge:
                  tcp:
                    port: %d
                    token: %s
                    %s
                    allow:
                      publish: ["employeeUpdated.*"]
                      receive: ["getEmployee.*", employees.hire, employeeRenamed]
                """.formatted(port, TOKEN, more));
    }

    private Iterator<String> sse(String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/graphql"))
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofLines())
                .body()
                .iterator();
    }

    private static String nextEvent(Iterator<String> sse) {
        return await().until(sse::next, line -> line.startsWith("data:") && line.contains("employeeUpdated"));
    }
}
