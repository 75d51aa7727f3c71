package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import io.weir.cli.WeirCommand;
import io.weir.subgraph.SdlFetch;
import io.weir.testing.Behaviour;
import io.weir.testing.SubgraphServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A node whose subgraphs have no file: what it does when one is down, and when one says something new. */
@Timeout(120)
class FetchedSdlIT {

    private static final String LINK =
            "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\", import: [\"@key\"])\n";
    private static final String STAFF = LINK + """
            type Query { employee(id: ID!): Employee }
            type Employee @key(fields: "id") { id: ID! name: String nick: String }
            """;
    private static final String TEAMS = LINK + """
            type Query { teams: Int }
            type Employee @key(fields: "id") { id: ID! team: String }
            """;
    private static final String NEW_FIELD = "nick: String";
    private static final String QUERY = "{ employee(id: 1) { name team } }";
    private static final String ANSWER = "{\"data\":{\"employee\":{\"name\":\"Ada\",\"team\":\"red\"}}}";

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final StringWriter printed = new StringWriter();
    private SubgraphServer staff;
    private SubgraphServer teams;

    @BeforeEach
    void start() {
        staff = SubgraphServer.serving(STAFF)
                .field("Query", "employee", env -> employee(env.getArgument("id")))
                .entity("Employee", key -> employee(key.get("id")))
                .start();
        staff.behave(saying(NEW_FIELD, ""));
        teams = SubgraphServer.serving(TEAMS)
                .entity("Employee", key -> Map.of("id", key.get("id"), "team", "red"))
                .start();
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        staff.close();
        teams.close();
    }

    @Test
    void shouldStartFromWhatItKeptWhileASubgraphIsDown() throws Exception {
        // Given
        ConfiguredNode.start(folder, yaml("sdlCache: cache")).close();
        assertThat(log.list).isEmpty();
        teams.pause();

        // When
        try (ConfiguredNode node = ConfiguredNode.start(folder, yaml("sdlCache: cache"))) {

            // Then it says so, and serves what the others answer
            assertThat(log.list).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).hasToString("WARN");
                assertThat(event.getMessage()).contains("could not be fetched: what it gave before is used");
                assertThat(event.getKeyValuePairs()).asString().contains("teams");
            });
            assertThat(node.graphql(QUERY))
                    .startsWith("{\"data\":{\"employee\":{\"name\":\"Ada\",\"team\":null}}")
                    .contains("\"code\":\"SUBGRAPH_UNREACHABLE\",\"serviceName\":\"teams\"");

            // When it is back
            teams.resume();

            // Then
            assertThat(node.graphql(QUERY)).isEqualTo(ANSWER);
        }
    }

    @Test
    void shouldSayWhatToDoWhenNothingWasKept() throws Exception {
        // Given
        ConfiguredNode.configure(folder, yaml("sdlCache: cache"));
        teams.pause();

        for (String command : new String[] {"check", "start"}) {
            // When
            int exitCode = run(command);

            // Then
            assertThat(exitCode).isEqualTo(1);
            assertThat(printed)
                    .hasToString("graph.subgraphs.teams:1:1: its SDL could not be fetched: the subgraph \"teams\" could"
                            + " not be reached; start it, or name a file with its SDL (schema:)"
                            + System.lineSeparator());
            printed.getBuffer().setLength(0);
        }
    }

    @Test
    void shouldServeWhatASubgraphSaysAnewOnOldSockets() throws Exception {
        try (ConfiguredNode node = ConfiguredNode.start(folder, yaml(""));
                GraphqlSocket socket = new GraphqlSocket(node.port())) {
            // Given
            assertThat(node.graphql("{ employee(id: 1) { nick } }")).contains("GRAPHQL_VALIDATION_FAILED");

            // When
            staff.behave(Behaviour.PROPER);
            assertThat(node.reload()).isTrue();

            // Then
            assertThat(node.graphql("{ employee(id: 1) { nick } }"))
                    .isEqualTo("{\"data\":{\"employee\":{\"nick\":\"ada\"}}}");
            socket.send(
                    "{\"id\":\"a\",\"type\":\"subscribe\",\"payload\":{\"query\":\"{ employee(id: 1) { nick } }\"}}");
            assertThat(socket.next())
                    .isEqualTo(
                            "{\"id\":\"a\",\"type\":\"next\",\"payload\":{\"data\":{\"employee\":{\"nick\":\"ada\"}}}}");
        }
    }

    @Test
    void shouldKeepTheOldGraphWhenWhatASubgraphSaysDoesNotCompose() throws Exception {
        try (ConfiguredNode node = ConfiguredNode.start(folder, yaml("sdlCache: cache"))) {
            // When one takes for its own what another owns
            teams.behave(saying("team: String", "team: String name: String"));
            assertThat(node.reload()).isFalse();

            // Then
            assertThat(node.graphql(QUERY)).isEqualTo(ANSWER);
            assertThat(node.admin("/metrics")).contains("weir_reloads_refused_total 1.0");
            run("check");
            assertThat(printed.toString())
                    .contains("Employee.name", "staff", "teams", "@shareable")
                    .containsPattern("cache/teams\\.graphql:\\d+:\\d+");
        }

        // When a node starts while that subgraph is down
        teams.pause();
        try (ConfiguredNode node = ConfiguredNode.start(folder, yaml("sdlCache: cache"))) {

            // Then it has the SDL that did compose
            teams.behave(Behaviour.PROPER);
            teams.resume();
            assertThat(node.graphql(QUERY)).isEqualTo(ANSWER);
        }
    }

    private String yaml(String more) {
        return """
                graph:
                  %s
                  subgraphDefaults: { retries: 0 }
                  subgraphs:
                    - { name: staff, url: "%s" }
                    - { name: teams, url: "%s" }
                """.formatted(more, staff.url(), teams.url());
    }

    private int run(String command) {
        PrintWriter writer = new PrintWriter(printed, true);
        return WeirCommand.create(Map.of(), (file, config, roles) -> ConfiguredGraph.load(config))
                .setOut(writer)
                .setErr(writer)
                .execute(command, "--conf", folder.resolve("weir.yaml").toString());
    }

    /** The right answers, but for a part of the SDL. */
    private static Behaviour saying(String part, String other) {
        return (request, response) -> Behaviour.text(
                        new JsonObject(response).encode().replace(part, other))
                .answer(request, response);
    }

    private static Map<String, Object> employee(Object id) {
        return Map.of("id", id, "name", "Ada", "nick", "ada");
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SdlFetch.class);
    }
}
