package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.weir.config.ConfigFile;
import io.weir.graph.GraphException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of a whole node, for clients of every transport. */
@Timeout(60)
class HooksTest {

    private static final String SCHEMA = """
            type Query { a: PublishEventResult @eventsRequest(topic: "a") }
            type Mutation {
              order(sku: ID!): PublishEventResult! @eventsPublish(topic: "orders")
              pay(amount: Int!): Paid! @action(url: "bus:pay")
            }
            type Paid { amount: Int! }
            """;

    private static final String YAML = """
            graph: { schemas: [schema.graphql] }
            hooks:
              mutationBefore: [{ field: order, bus: check, timeout: 2s }, { field: pay, bus: round }]
              mutationAfter: [{ field: pay, bus: paid }]
            """;

    @TempDir
    Path folder;

    private final List<Object> heard = new CopyOnWriteArrayList<>();

    private ConfiguredNode start() throws Exception {
        Files.writeString(folder.resolve("schema.graphql"), SCHEMA);
        ConfiguredNode node = ConfiguredNode.start(folder, YAML);
        var bus = node.vertx().eventBus();
        bus.<JsonObject>consumer(
                "check",
                asked -> asked.reply(
                        asked.body().getJsonObject("args").getValue("sku").equals("sold")
                                ? new JsonObject().put("refuse", "it is sold")
                                : new JsonObject()));
        bus.<JsonObject>consumer(
                "round", asked -> asked.reply(new JsonObject().put("args", new JsonObject().put("amount", 10))));
        bus.<JsonObject>consumer("pay", asked -> asked.reply(asked.body()));
        bus.<JsonObject>consumer("orders", event -> heard.add(event.body().encode()));
        bus.<JsonObject>consumer("paid", told -> {
            heard.add(told.body().encode());
            told.reply(new JsonObject());
        });
        return node;
    }

    @Test
    void shouldRefuseAndChangeMutationsWhateverTheTransport() throws Exception {
        try (ConfiguredNode node = start()) {
            // 1 over HTTP a refusal is a status too
            HttpResponse<String> refused = post(node, "mutation { order(sku: \\\"sold\\\") { success } }");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"errors\":[{\"message\":\"it is sold\",\"extensions\":{\"code\":\"MUTATION_REFUSED\",\"field\":\"order\"}}]}");

            // 2 what is not refused goes on
            assertThat(node.graphql("mutation { order(sku: \"new\") { success } }"))
                    .startsWith("{\"data\":{\"order\":{\"success\":true}}");

            // 3 over WebSocket it is an error of the operation
            try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
                socket.send(
                        "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"mutation { order(sku: \\\"sold\\\") { success } }\"}}");
                assertThat(socket.next())
                        .startsWith("{\"id\":\"1\",\"type\":\"error\"")
                        .contains("it is sold");
            }

            // 4 an action is run with the changed arguments, and its hook told before the client
            assertThat(node.graphql("mutation { pay(amount: 9) { amount } }"))
                    .startsWith("{\"data\":{\"pay\":{\"amount\":10}}");
            assertThat(heard)
                    .containsExactly(
                            "{\"sku\":\"new\"}",
                            "{\"field\":\"pay\",\"args\":{\"amount\":10},\"result\":{\"amount\":10,\"__typename\":\"Paid\"}}");
        }
    }

    @Test
    void shouldFindHooksOfFieldsThatThereAreNot() throws Exception {
        // given
        Files.writeString(folder.resolve("schema.graphql"), SCHEMA);
        ConfigFile file = ConfiguredNode.configure(
                folder,
                "graph: { schemas: [schema.graphql] }\nhooks:\n  mutationAfter:\n    - { field: gone, bus: a }\n");

        // when
        GraphException refused =
                Assertions.catchThrowableOfType(GraphException.class, () -> ConfiguredGraph.load(file.load()));

        // then
        assertThat(refused.problems())
                .hasToString("[%s:4:7: hooks: the graph has no field Mutation.gone; name one that `weir schema` prints]"
                        .formatted(folder.resolve("weir.yaml")));
    }

    private static HttpResponse<String> post(ConfiguredNode node, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/graphql"))
                .header("content-type", "application/json")
                .header("accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
