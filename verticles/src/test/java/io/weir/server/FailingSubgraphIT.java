package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testing.Behaviour;
import io.weir.testing.SubgraphServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients of a node get while one of its subgraphs fails, and after. */
@Timeout(120)
class FailingSubgraphIT {

    private static final String LINK =
            "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\", import: [\"@key\"])\n";
    private static final String STAFF = LINK + """
            type Query { employee(id: ID!): Employee }
            type Employee @key(fields: "id") { id: ID! name: String }
            """;
    private static final String TEAMS = LINK + """
            type Query { teams: Int }
            type Employee @key(fields: "id") { id: ID! team: String }
            """;
    private static final String EVENTS = """
            type Subscription { updated: Employee @eventsSubscribe(topic: "updated") }
            type Employee @key(fields: "id", resolvable: false) { id: ID! @external }
            """;
    private static final String QUERY = "{ e: employee(id: 1) { name t: team } }";
    private static final String ANSWER = "{\"data\":{\"e\":{\"name\":\"Ada\",\"t\":\"red\"}}}";
    private static final String SECRET = "of-weir";

    @TempDir
    Path folder;

    private SubgraphServer staff;
    private SubgraphServer teams;
    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        staff = SubgraphServer.serving(STAFF)
                .field("Query", "employee", env -> Map.of("id", env.getArgument("id"), "name", "Ada"))
                .start();
        teams = SubgraphServer.serving(TEAMS)
                .entity("Employee", key -> Map.of("id", key.get("id"), "team", "red"))
                .start();
        Files.writeString(folder.resolve("events.graphql"), EVENTS);
        Files.writeString(folder.resolve("staff.graphql"), STAFF);
        Files.writeString(folder.resolve("teams.graphql"), TEAMS);
        node = ConfiguredNode.start(folder, """
                graph:
                  schemas: [events.graphql]
                  subgraphDefaults:
                    timeout: 2s
                    retries: 1
                    backOff: 10ms
                    maxReply: 2KB
                    headers: { set: { Authorization: "Bearer %s" } }
                    circuitBreaker: { calls: 30, window: 60s, pause: 1s }
                  subgraphs:
                    - { name: staff, url: "%s", schema: staff.graphql }
                    - { name: teams, url: "%s", schema: teams.graphql }
                """.formatted(SECRET, staff.url(), teams.url()));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        staff.close();
        teams.close();
    }

    @Test
    void shouldAnswerWhatTheOthersHaveAndSayWhatFailed() throws Exception {
        assertFailure(Behaviour.status(500), "SUBGRAPH_HTTP_ERROR");
        assertFailure(Behaviour.status(404), "SUBGRAPH_HTTP_ERROR");
        assertFailure(Behaviour.text("<html>" + teams.url() + "</html>"), "SUBGRAPH_MALFORMED_REPLY");
        assertFailure(Behaviour.text("{\"data\":{"), "SUBGRAPH_MALFORMED_REPLY");
        assertFailure(Behaviour.padded(4096), "SUBGRAPH_REPLY_TOO_LARGE");
        assertFailure(Behaviour.DROPPING, "SUBGRAPH_UNREACHABLE");
        assertFailure(Behaviour.BREAKING, "SUBGRAPH_UNREACHABLE");
        assertFailure(Behaviour.SILENT, "SUBGRAPH_TIMEOUT");
        assertFailure(Behaviour.STALLING, "SUBGRAPH_TIMEOUT");
        teams.pause();
        assertFailure(Behaviour.PROPER, "SUBGRAPH_UNREACHABLE");

        // When it is back
        teams.resume();

        // Then
        assertThat(node.graphql(QUERY)).isEqualTo(ANSWER);
    }

    private void assertFailure(Behaviour behaviour, String code) throws Exception {
        // Given
        teams.behave(behaviour);
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            socket.subscribe("s", "subscription { e: updated { id t: team } }");

            // When
            String answer = node.graphql(QUERY);
            node.publish("updated", "{\"__typename\":\"Employee\",\"id\":\"1\"}");
            String event = socket.next();

            // Then
            assertThat(answer).startsWith("{\"data\":{\"e\":{\"name\":\"Ada\",\"t\":null}},\"errors\":[{");
            assertThat(event).contains("{\"data\":{\"e\":{\"id\":\"1\",\"t\":null}},\"errors\":[{");
            for (String told : new String[] {answer, event}) {
                assertThat(told)
                        .contains("\"path\":[\"e\",\"t\"],\"extensions\":{\"code\":\"" + code
                                + "\",\"serviceName\":\"teams\"}")
                        .doesNotContain(SECRET, "localhost", "127.0.0.1", port(), "Exception", "\\tat ", "html");
            }
        }
    }

    @Test
    void shouldLeaveAFailingSubgraphInPeaceAndComeBackByItself() throws Exception {
        // Given a subgraph that fails until it is asked no more
        teams.behave(Behaviour.status(500));
        await().until(() -> node.graphql(QUERY).contains("SUBGRAPH_CIRCUIT_OPEN"));
        int asked = teams.requests().size();
        assertThat(node.graphql(QUERY))
                .startsWith("{\"data\":{\"e\":{\"name\":\"Ada\",\"t\":null}}")
                .doesNotContain(SECRET, "localhost", port());
        assertThat(teams.requests()).hasSize(asked);

        // When it is well again
        teams.behave(Behaviour.PROPER);

        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> node.graphql(QUERY).equals(ANSWER));
    }

    private String port() {
        return String.valueOf(URI.create(teams.url()).getPort());
    }
}
