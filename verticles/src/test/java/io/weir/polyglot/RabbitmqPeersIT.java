package io.weir.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.server.ConfiguredNode;
import io.weir.server.GraphqlSocket;
import io.weir.testing.Programs;
import io.weir.testing.RabbitBroker;
import io.weir.testing.ScriptRun;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code deploy/clients} that share a RabbitMQ broker with a node, as a user runs them. */
class RabbitmqPeersIT {

    private static final Path CLIENTS = Path.of(System.getProperty("weir.root"), "deploy", "clients");
    private static final String SDL = """
            type Query {
              employee(id: ID!): Employee @eventsRequest(topic: "getEmployee.{{ args.id }}", provider: "rabbit")
            }
            type Mutation {
              rename(name: String!): PublishEventResult! @eventsPublish(topic: "employeeRenamed", provider: "rabbit")
            }
            type Subscription {
              employeeUpdated(id: ID!): Employee @eventsSubscribe(topic: "employeeUpdated.{{ args.id }}", provider: "rabbit")
            }
            type Employee { id: ID! name: String }
            """;

    private final String exchange = "peers-it-" + UUID.randomUUID();
    private final String broker = RabbitBroker.shared().uri();

    @TempDir
    private Path folder;

    @Test
    void shouldWorkWithPika() throws Exception {
        Programs.requireFile(Path.of("/usr/lib/python3/dist-packages/pika"), "python3-pika");
        List<String> command = List.of("/usr/bin/python3", "-B", "rabbitmq.py", broker, exchange);
        try (Program peer = Program.start("deploy/clients/python", Map.of(), command)) {
            publishAnswerAndListen(peer);
        }
    }

    @Test
    void shouldWorkWithAmqplib() throws Exception {
        Path node = Programs.require("node", "nodejs");
        for (String name : List.of("rabbitmq.mjs", "package.json", "package-lock.json")) {
            Files.copy(CLIENTS.resolve("node").resolve(name), folder.resolve(name));
        }
        String npm = Programs.require("npm", "npm").toString();
        Map<String, String> path = Map.of("PATH", node.getParent() + File.pathSeparator + "/usr/bin:/bin");
        ScriptRun installed = ScriptRun.of(
                List.of(npm, "--prefix", folder.toString(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"),
                path,
                "");
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        List<String> command = List.of(node.toString(), "rabbitmq.mjs", broker, exchange);
        try (Program peer = Program.start(folder, Map.of(), command)) {
            publishAnswerAndListen(peer);
        }
    }

    private void publishAnswerAndListen(Program peer) throws Exception {
        peer.expect("connected");
        Files.writeString(folder.resolve("schema.graphql"), SDL);
        try (ConfiguredNode node = ConfiguredNode.start(folder, """
                        graph: { schemas: [schema.graphql] }
                        providers: { rabbit: { kind: rabbitmq, uri: "%s", exchange: %s } }
                        """.formatted(broker, exchange));
                GraphqlSocket socket = new GraphqlSocket(node.port())) {
            assertThat(node.graphql("{ employee(id: 2) { name } }"))
                    .isEqualTo("{\"data\":{\"employee\":{\"name\":\"Grace\"}}}");
            peer.expect("asked getEmployee.2");

            socket.subscribe("s", "subscription { employeeUpdated(id: 1) { name } }");
            peer.tell("employeeUpdated.1 {\"__typename\": \"Employee\", \"id\": \"1\", \"name\": \"Ada L.\"}");
            peer.expect("published employeeUpdated.1");
            assertThat(socket.next()).contains("Ada L.");

            assertThat(node.graphql("mutation { rename(name: \"Ada\") { success } }"))
                    .contains("true");
            assertThat(peer.expect("heard")).contains("\"name\"", "\"Ada\"");
        }
    }
}
