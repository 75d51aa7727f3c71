package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.PlainResponse;
import io.weir.testing.SubgraphServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A graph of three subgraphs that others' libraries serve, none of which gave a file with its SDL, and of event SDL.
 *
 * <pre>
 *  client ─▶ Weir ─┬─▶ catalog  Node, @apollo/server: Product.name, weight, price
 *    event ───┘    ├─▶ stock    Node, bare HTTP:      Product.shipping, reviews
 *                  └─▶ people   Java:                 Person.name
 * </pre>
 */
@Timeout(180)
class NodeSubgraphsIT {

    private static final String PEOPLE = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
            type Query { person(id: ID!): Person }
            type Person @key(fields: "id") { id: ID! name: String }
            """;
    private static final String EVENTS = """
            type Subscription { changed: Product @eventsSubscribe(topic: "changed") }
            type Product @key(fields: "id", resolvable: false) { id: ID! @external }
            """;

    @TempDir
    static Path folder;

    private static NodeSubgraph catalog;
    private static NodeSubgraph stock;
    private static SubgraphServer people;
    private static ConfiguredNode node;

    @BeforeAll
    static void start() throws Exception {
        catalog = NodeSubgraph.start("catalog.mjs", folder);
        stock = NodeSubgraph.start("stock.mjs", folder);
        people = SubgraphServer.serving(PEOPLE)
                .entity("Person", key -> Map.of("id", key.get("id"), "name", "Person " + key.get("id")))
                .start();
        Files.writeString(folder.resolve("events.graphql"), EVENTS);
        node = ConfiguredNode.start(folder, """
                graph:
                  schemas: [events.graphql]
                  subgraphs:
                    - { name: catalog, url: "%s" }
                    - { name: stock, url: "%s" }
                    - { name: people, url: "%s" }
                """.formatted(catalog.url(), stock.url(), people.url()));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        people.close();
        stock.close();
        catalog.close();
    }

    @Test
    void shouldAnswerFromAllThree() throws Exception {
        assertThat(node.graphql("{ all: products { id label: name reviews { text author { name } } } }"))
                .isEqualTo("{\"data\":{\"all\":["
                        + "{\"id\":\"1\",\"label\":\"Table\",\"reviews\":[{\"text\":\"sturdy\",\"author\":{\"name\":\"Person a\"}}]},"
                        + "{\"id\":\"2\",\"label\":\"Vase\",\"reviews\":[{\"text\":\"brittle\",\"author\":{\"name\":\"Person b\"}}]}"
                        + "]}}");
    }

    @Test
    void shouldBringWhatAFieldRequires() throws Exception {
        assertThat(node.graphql("{ product(id: 2) { shipping } latest { product { shipping } } }"))
                .isEqualTo("{\"data\":{\"product\":{\"shipping\":60},"
                        + "\"latest\":[{\"product\":{\"shipping\":400}},{\"product\":{\"shipping\":60}}]}}");
    }

    @Test
    void shouldTakeWhatAFieldProvidesWhereItDoes() throws Exception {
        assertThat(node.graphql("{ latest { named { name } product { name } } }"))
                .isEqualTo("{\"data\":{\"latest\":["
                        + "{\"named\":{\"name\":\"Table, as provided\"},\"product\":{\"name\":\"Table\"}},"
                        + "{\"named\":{\"name\":\"Vase, as provided\"},\"product\":{\"name\":\"Vase\"}}]}}");
    }

    @Test
    void shouldMutateInOrderAndCompleteTheResult() throws Exception {
        assertThat(PlainResponse.of(node.graphql("mutation {"
                        + " first: rename(id: 1, name: \"Desk\") { name reviews { text } }"
                        + " last: rename(id: 1, name: \"Table\") { name shipping } }")))
                .isEqualTo("{\"data\":{\"first\":{\"name\":\"Desk\",\"reviews\":[{\"text\":\"sturdy\"}]},"
                        + "\"last\":{\"name\":\"Table\",\"shipping\":400}}}");
    }

    @Test
    void shouldCompleteAnEventThatNamesOnlyTheKey() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            // Given
            socket.subscribe("a", "subscription { p: changed { id name shipping reviews { author { name } } } }");

            // When
            node.publish("changed", "{\"__typename\":\"Product\",\"id\":\"2\"}");

            // Then
            assertThat(socket.next())
                    .isEqualTo("{\"id\":\"a\",\"type\":\"next\",\"payload\":{\"data\":{\"p\":"
                            + "{\"id\":\"2\",\"name\":\"Vase\",\"shipping\":60,"
                            + "\"reviews\":[{\"author\":{\"name\":\"Person b\"}}]}}}}");
        }
    }

    @Test
    void shouldLeaveAnUnknownEntityNullAndGoOn() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            // Given
            socket.subscribe("a", "subscription { changed { id name } }");

            // When
            node.publish("changed", "{\"__typename\":\"Product\",\"id\":\"9\"}");
            node.publish("changed", "{\"__typename\":\"Product\",\"id\":\"1\"}");

            // Then
            assertThat(socket.next()).contains("{\"data\":{\"changed\":{\"id\":\"9\",\"name\":null}}}");
            assertThat(socket.next()).contains("{\"data\":{\"changed\":{\"id\":\"1\",\"name\":\"Table\"}}}");
        }
    }

    @Test
    void shouldTellWhatAResolverThrewWithoutItsStack() throws Exception {
        // When it is thrown by a root operation, and by entities
        String root = node.graphql("{ p: product(id: 2) { name kept: secret denied: refused } }");
        String entities = node.graphql("{ news: latest { text p: product { name kept: secret } } }");

        // Then
        assertThat(root)
                .contains(
                        "{\"message\":\"the safe is locked\",\"locations\":[{\"line\":1,\"column\":28}],\"path\":[\"p\",\"kept\"],"
                                + "\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\",\"serviceName\":\"catalog\"}}",
                        "\"path\":[\"p\",\"denied\"],\"extensions\":{\"code\":\"FORBIDDEN\",\"serviceName\":\"catalog\"}}",
                        "{\"data\":{\"p\":{\"name\":\"Vase\",\"kept\":null,\"denied\":null}}");
        assertThat(entities)
                .contains(
                        "\"path\":[\"news\",0,\"p\",\"kept\"]",
                        "\"path\":[\"news\",1,\"p\",\"kept\"]",
                        "{\"text\":\"brittle\",\"p\":{\"name\":\"Vase\",\"kept\":null}}");
        assertThat(root + entities).doesNotContain("stacktrace", ".mjs", "127.0.0.1", "db.internal");
    }
}
