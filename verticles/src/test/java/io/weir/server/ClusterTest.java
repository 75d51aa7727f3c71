package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.testing.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of one cluster in one process. */
@Timeout(120)
class ClusterTest {

    private static final String SDL = """
            type Query { greet(name: String!): Greeting @eventsRequest(topic: "greet") }
            type Greeting { text: String }
            """;

    private static final String ACTIONS = SDL + """
            type Mutation { create(name: String!): Created @action(url: "bus:create") }
            type Created { name: String }
            """;

    private static final String GREET = "{ greet(name: \"Ann\") { text } }";
    private static final String CREATE = "mutation { create(name: \"Ann\") { name } }";

    private final ClusterPorts ports = ClusterPorts.take(3);
    private final List<ConfiguredNode> nodes = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws Exception {
        for (ConfiguredNode node : nodes) {
            node.close();
        }
    }

    @Test
    void shouldAnswerWhatAnotherNodeKnows() throws Exception {
        // Given
        ConfiguredNode one = start(0, SDL, "", Role.all());
        ConfiguredNode two = start(1, SDL, "", Set.of(Role.TRANSPORT));
        awaitNodes(2);
        listen(one, "greet", "{\"text\":\"Hello\"}");

        // Then
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> two.graphql(GREET).equals("{\"data\":{\"greet\":{\"text\":\"Hello\"}}}"));
    }

    @Test
    void shouldRunActionsWhereTheRoleIsAndSaySoWhereItIsNowhere() throws Exception {
        // Given
        String store = "store: { kind: postgres, uri: \"%s\" }\n"
                .formatted(Postgres.database().uri());
        ConfiguredNode transport = start(0, ACTIONS, store, Set.of(Role.TRANSPORT));

        // Then
        assertThat(transport.graphql(CREATE)).contains("ACTIONS_UNAVAILABLE");
        assertThat(transport.admin("/health/ready")).contains("\"status\":\"ready\"", "\"missing\":[\"actions\",");

        // When
        ConfiguredNode actions = start(1, ACTIONS, store, Set.of(Role.ACTIONS, Role.GATES, Role.TRIGGERS));
        listen(actions, "create", "{\"name\":\"Ann\"}");

        // Then
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(transport.graphql(CREATE)).startsWith("{\"data\":{\"create\":{\"name\":\"Ann\"}}"));
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(transport.admin("/health/ready")).doesNotContain("missing"));
        assertThat(transport.admin("/metrics"))
                .contains("weir_cluster_nodes 2.0", "weir_cluster_services{service=\"actions\"} 1.0");
    }

    @Test
    void shouldServeNothingWithFewerNodesThanThereMustBe() throws Exception {
        // Given
        Future<ConfiguredNode> waiting = starting(0, ", minimum: 2");
        Future<ConfiguredNode> second = starting(1, ", minimum: 2");
        ConfiguredNode one = done(waiting);
        ConfiguredNode two = done(second);
        awaitNodes(2);
        listen(one, "greet", "{\"text\":\"Hello\"}");
        assertThat(one.graphql(GREET)).contains("Hello");

        try (GraphqlSocket socket = new GraphqlSocket(one.port())) {
            // When
            nodes.remove(two);
            two.close();

            // Then
            await().atMost(20, TimeUnit.SECONDS).until(() -> one.graphql(GREET).contains("\"code\":\"NODE_ISOLATED\""));
            assertThat(socket.next()).isEqualTo("close 1013");
            assertThat(one.admin("/health/ready")).contains("\"status\":\"isolated\"");
            assertThat(one.admin("/metrics")).contains("weir_cluster_isolated 1.0");
        }

        // When
        done(starting(1, ", minimum: 2"));

        // Then
        await().atMost(20, TimeUnit.SECONDS).until(() -> one.graphql(GREET).contains("Hello"));
    }

    @Test
    void shouldBeKnownToLeaveBeforeItIsGone() throws Exception {
        // Given
        ConfiguredNode one = start(0, SDL, "", Role.all());
        ConfiguredNode two = start(1, SDL, "", Role.all());
        awaitNodes(2);
        List<String> phases = new CopyOnWriteArrayList<>();
        one.peers()
                .follow(members -> phases.add(
                        members.has(two.peers().self())
                                ? members.nodes()
                                        .get(two.peers().self())
                                        .phase()
                                        .name()
                                : "gone"));

        // When
        nodes.remove(two);
        two.close();

        // Then
        await().atMost(20, TimeUnit.SECONDS).until(() -> phases.contains("gone"));
        assertThat(phases).containsSubsequence("DRAINING", "gone");
    }

    @Test
    void shouldNotTakeANodeWithAnotherSecret() throws Exception {
        // Given
        ConfiguredNode one = startWith(0, ", secret: one-secret-of-them", SDL, "", Role.all());
        ConfiguredNode two = startWith(1, ", secret: another-secret-ofit", SDL, "", Role.all());
        ConfiguredNode three = startWith(2, ", secret: one-secret-of-them", SDL, "", Role.all());

        // Then
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> three.peers().members().nodes().size() == 2);
        assertThat(one.peers().members().has(three.peers().self())).isTrue();
        assertThat(two.peers().members().nodes()).hasSize(1);
        assertThat(one.peers().members().has(two.peers().self())).isFalse();
    }

    private void awaitNodes(int count) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> nodes.stream()
                        .allMatch(node -> node.peers().members().nodes().size() == count));
    }

    private static void listen(ConfiguredNode node, String address, String reply) throws Exception {
        done(node.vertx()
                .eventBus()
                .consumer(address, message -> message.reply(reply))
                .completion());
    }

    private ConfiguredNode start(int node, String sdl, String more, Set<Role> roles) throws Exception {
        return startWith(node, "", sdl, more, roles);
    }

    private ConfiguredNode startWith(int node, String cluster, String sdl, String more, Set<Role> roles)
            throws Exception {
        Path own = Files.createDirectories(folder.resolve("node" + node));
        Files.writeString(own.resolve("schema.graphql"), sdl);
        String yaml = "graph: { schemas: [schema.graphql] }\n" + more + ports.yaml(node, cluster);
        ConfiguredNode started = ConfiguredNode.start(own, yaml, roles);
        synchronized (nodes) {
            nodes.add(started);
        }
        return started;
    }

    /** Starts a node on a thread of its own, for one that waits for others. */
    private Future<ConfiguredNode> starting(int node, String cluster) {
        Promise<ConfiguredNode> started = Promise.promise();
        new Thread(() -> {
                    try {
                        started.complete(startWith(node, cluster, SDL, "", Role.all()));
                    } catch (Exception failed) {
                        started.fail(failed);
                    }
                })
                .start();
        return started.future();
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(40, TimeUnit.SECONDS);
    }
}
