package io.weir.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.weir.bridge.tcp.RawClient;
import io.weir.testing.FreePorts;
import io.weir.testing.LogLines;
import io.weir.testing.Postgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of one cluster in one process. */
@Timeout(120)
class ClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SDL = """
            type Query {
              greet(name: String!): Greeting @eventsRequest(topic: "greet")
              know(name: String!): Greeting @eventsRequest(topic: "know")
            }
            type Subscription { greeted: Greeting @eventsSubscribe(topic: "greeted") }
            type Greeting { text: String }
            """;

    private static final String ACTIONS = SDL + """
            type Mutation { create(name: String!): Created @action(url: "bus:create") }
            type Created { name: String }
            """;

    private static final String GREET = "{ greet(name: \"Ann\") { text } }";
    private static final String KNOW = "{ know(name: \"Ann\") { text } }";
    private static final String CREATE = "mutation { create(name: \"Ann\") { name } }";

    private final ClusterPorts ports = ClusterPorts.take(3);
    private final List<ConfiguredNode> nodes = new ArrayList<>();

    @TempDir
    Path folder;

    /** All at once: one after another each would wait for the rest of its cluster. */
    @AfterEach
    void stop() {
        nodes.parallelStream().forEach(ClusterTest::close);
    }

    private static void close(ConfiguredNode node) {
        try {
            node.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldAnswerWhatAnotherNodeOrItsClientKnows() throws Exception {
        // Given
        int port = FreePorts.next();
        String bridge = "bridge: { tcp: { port: %d, allow: { receive: [know] } } }\n".formatted(port);
        ConfiguredNode one = start(0, SDL, bridge, Role.all());
        ConfiguredNode two = start(1, SDL, "", Set.of(Role.TRANSPORT));
        awaitNodes(2);
        listen(one, "greet", "{\"text\":\"Hello\"}");
        try (RawClient client = RawClient.connect(port)) {
            client.send("{'type':'register','address':'know'}").settle();
            Thread answering = new Thread(() -> answerAll(client));
            answering.setDaemon(true);
            answering.start();

            // Then
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(() ->
                            assertThat(two.graphql(GREET)).isEqualTo("{\"data\":{\"greet\":{\"text\":\"Hello\"}}}"));
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(two.graphql(KNOW))
                            .isEqualTo("{\"data\":{\"know\":{\"text\":\"who asks for Ann?\"}}}"));
        }
    }

    private static void answerAll(RawClient client) {
        try {
            while (true) {
                JsonObject asked = client.next();
                client.send("{'type':'send','address':'%s','body':{'text':'who asks for %s?'}}"
                        .formatted(
                                asked.getString("replyAddress"),
                                asked.getJsonObject("body").getString("name")));
            }
        } catch (IOException closed) {
            return; // the test is over
        }
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

        try (GraphqlSocket socket = new GraphqlSocket(one.port());
                InputStream sse = stream(one, "text/event-stream");
                InputStream multipart = stream(one, "multipart/mixed; subscriptionSpec=1.0")) {
            // When
            nodes.remove(two);
            two.close();

            // Then
            await().atMost(20, TimeUnit.SECONDS).until(() -> one.graphql(GREET).contains("\"code\":\"NODE_ISOLATED\""));
            assertThat(socket.next()).isEqualTo("close 1013");
            assertThat(rest(sse)).succeedsWithin(PATIENCE).asString().doesNotContain("complete");
            assertThat(rest(multipart)).succeedsWithin(PATIENCE).asString().contains("subscribe again");
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
    void shouldNotTakeANodeWithAnotherSecretAndSayWhatToCompare() throws Exception {
        try (LogLines log = new LogLines("io.weir.cluster.hazelcast")) {
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
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(log.warnings())
                            .anyMatch(line -> line.contains("compare cluster.name and cluster.secret of both")));
            assertThat(log.all()).noneMatch(line -> line.contains("-secret-of"));
        }
    }

    /** A subscription's response, which is open. */
    private static InputStream stream(ConfiguredNode node, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/graphql"))
                .header("content-type", "application/json")
                .header("accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"subscription { greeted { text } }\"}"))
                .build();
        HttpResponse<InputStream> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(accept.split(";")[0]));
        return response.body();
    }

    /** What comes until the response ends. */
    private static CompletableFuture<String> rest(InputStream response) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new String(response.readAllBytes(), UTF_8);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
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
