package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.NodePackages;
import io.weir.testing.Programs;
import io.weir.testing.SubgraphServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Event SDL beside a supergraph that npm's {@code @theguild/federation-composition} composed. */
@Timeout(180)
class SupergraphEventsIT {

    private static final String LINK =
            "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\", import: [\"@key\", \"@shareable\"])\n";
    private static final String FLEET = LINK + """
            type Query { vehicles: [Vehicle!]! }
            interface Vehicle @key(fields: "id") { id: ID! wheels: Int }
            type Car implements Vehicle @key(fields: "id") { id: ID! wheels: Int doors: Int place: String @shareable }
            type Bike implements Vehicle @key(fields: "id") { id: ID! wheels: Int bell: Boolean place: String @shareable }
            """;
    private static final String PRICES = LINK + """
            type Query { prices: Int }
            type Car @key(fields: "id") { id: ID! price: Int }
            """;
    private static final String EVENTS = """
            type Subscription {
              moved: Vehicle @eventsSubscribe(topic: "moved")
              sold: Car @eventsSubscribe(topic: "sold")
            }
            interface Vehicle @key(fields: "id", resolvable: false) { id: ID! @external }
            type Car implements Vehicle @key(fields: "id", resolvable: false) {
              id: ID! @external
              place: String
              price: Int @external
              at: String
            }
            """;

    @TempDir
    Path folder;

    private SubgraphServer fleet;
    private SubgraphServer prices;
    private ConfiguredNode node;
    private GraphqlSocket socket;

    @BeforeEach
    void start() throws Exception {
        fleet = SubgraphServer.serving(FLEET)
                .entity("Car", SupergraphEventsIT::car)
                .entity("Vehicle", key -> "7".equals(key.get("id")) ? bike(key) : car(key))
                .start();
        prices = SubgraphServer.serving(PRICES)
                .entity("Car", key -> Map.of("id", key.get("id"), "price", 900))
                .start();
        Files.writeString(folder.resolve("events.graphql"), EVENTS);
        compose(Map.of("fleet", fleet, "prices", prices), folder.resolve("supergraph.graphql"));
        node = ConfiguredNode.start(folder, """
                graph:
                  schemas: [events.graphql]
                  supergraph: supergraph.graphql
                """);
        fleet.forget();
        prices.forget();
        socket = new GraphqlSocket(node.port());
    }

    @AfterEach
    void stop() throws Exception {
        socket.close();
        node.close();
        fleet.close();
        prices.close();
    }

    @Test
    void shouldCompleteAnEventThroughTheSupergraphsSubgraphs() throws Exception {
        // Given
        socket.subscribe("a", "subscription { sold { id wheels price at } }");

        // When
        node.publish("sold", "{\"__typename\":\"Car\",\"id\":\"1\",\"at\":\"noon\"}");

        // Then
        assertThat(socket.next())
                .isEqualTo(next("{\"sold\":{\"id\":\"1\",\"wheels\":4,\"price\":900,\"at\":\"noon\"}}"));
        assertThat(fleet.requests()).hasSize(1);
        assertThat(prices.requests()).hasSize(1);
    }

    @Test
    void shouldLearnTheTypeOfAnEventThatNamesOnlyAnInterface() throws Exception {
        // Given
        socket.subscribe(
                "a", "subscription { moved { __typename id wheels ... on Bike { bell } ... on Car { doors price } } }");

        // When
        node.publish("moved", "{\"__typename\":\"Vehicle\",\"id\":\"7\"}");
        node.publish("moved", "{\"__typename\":\"Vehicle\",\"id\":\"1\"}");

        // Then
        assertThat(socket.next())
                .isEqualTo(next("{\"moved\":{\"__typename\":\"Bike\",\"id\":\"7\",\"wheels\":2,\"bell\":true}}"));
        assertThat(socket.next())
                .isEqualTo(next(
                        "{\"moved\":{\"__typename\":\"Car\",\"id\":\"1\",\"wheels\":4,\"doors\":5,\"price\":900}}"));
    }

    @Test
    void shouldFetchWhatAnEventLacksAndKeepItsNulls() throws Exception {
        // Given
        socket.subscribe("a", "subscription { sold { place } }");

        // When the event has the field, has null, and lacks it
        node.publish("sold", "{\"__typename\":\"Car\",\"id\":\"1\",\"place\":\"road\"}");
        node.publish("sold", "{\"__typename\":\"Car\",\"id\":\"1\",\"place\":null}");
        node.publish("sold", "{\"__typename\":\"Car\",\"id\":\"1\"}");

        // Then
        assertThat(socket.next()).isEqualTo(next("{\"sold\":{\"place\":\"road\"}}"));
        assertThat(socket.next()).isEqualTo(next("{\"sold\":{\"place\":null}}"));
        assertThat(socket.next()).isEqualTo(next("{\"sold\":{\"place\":\"garage\"}}"));
        assertThat(fleet.requests()).hasSize(1);
    }

    @Test
    void shouldNeverTakeWhatAnotherOwnsFromTheEvent() throws Exception {
        // Given
        String event = "{\"__typename\":\"Car\",\"id\":\"1\",\"price\":666,\"doors\":666}";
        socket.subscribe("a", "subscription { sold { price doors } }");

        // When its owner answers, and when it is down
        node.publish("sold", event);
        String answered = socket.next();
        prices.pause();
        node.publish("sold", event);
        String down = socket.next();

        // Then
        assertThat(answered).isEqualTo(next("{\"sold\":{\"price\":900,\"doors\":5}}"));
        assertThat(down)
                .contains("{\"sold\":{\"price\":null,\"doors\":5}}")
                .contains("\"path\":[\"sold\",\"price\"]", "\"code\":\"SUBGRAPH_UNREACHABLE\"")
                .doesNotContain("666", "localhost");
    }

    private static void compose(Map<String, SubgraphServer> subgraphs, Path supergraph) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Programs.require("node", "nodejs").toString(), "supergraph.mjs"));
        subgraphs.forEach((name, server) -> command.add(name + "=" + server.url()));
        Process process = new ProcessBuilder(command)
                .directory(NodePackages.folder(SupergraphEventsIT.class).toFile())
                .redirectOutput(supergraph.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static Object car(Map<String, Object> key) {
        return vehicle(key, "Car", 4, Map.of("doors", 5, "place", "garage"));
    }

    private static Object bike(Map<String, Object> key) {
        return vehicle(key, "Bike", 2, Map.of("bell", true));
    }

    private static Object vehicle(Map<String, Object> key, String type, int wheels, Map<String, Object> more) {
        Map<String, Object> vehicle = new HashMap<>(more);
        vehicle.putAll(Map.of("__typename", type, "id", key.get("id"), "wheels", wheels));
        return vehicle;
    }

    private static String next(String data) {
        return "{\"id\":\"a\",\"type\":\"next\",\"payload\":{\"data\":%s}}".formatted(data);
    }
}
