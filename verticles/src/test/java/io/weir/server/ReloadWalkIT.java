package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.weir.testing.FreePorts;
import io.weir.testing.Leash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node in a process of its own loads its graph again, while one socket stays open the whole time. */
@Timeout(120)
class ReloadWalkIT {

    private static final Path SCRIPT = Path.of(System.getProperty("weir.root"), "deploy", "weir");
    private static final String OLD = """
            type Query { a: A @eventsRequest(topic: "a") }
            type A { b: Int }
            type Subscription {
              ticks: Tick @eventsSubscribe(topic: "ticks")
              moves: Tick @eventsSubscribe(topic: "moves")
            }
            type Tick { n: Int gone: Int }
            """;
    private static final String NEW = """
            type Query { c: A @eventsRequest(topic: "c") }
            type A { b: Int }
            type Subscription {
              ticks: Tick @eventsSubscribe(topic: "ticks")
              moves: Tick @eventsSubscribe(topic: "moved")
            }
            type Tick { n: String come: Int }
            """;

    @TempDir
    Path folder;

    private final int http = FreePorts.next();
    private final int admin = FreePorts.next();
    private Leash node;

    @BeforeEach
    void start() throws IOException {
        write("schema.graphql", OLD);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldServeTheNewGraphOnOldSocketsAfterHangUp() throws Exception {
        run("");
        try (GraphqlSocket socket = new GraphqlSocket(http)) {
            // Given
            socket.subscribe("valid", "subscription { ticks { n } }");
            socket.subscribe("invalid", "subscription { ticks { gone } }");
            socket.subscribe("moved", "subscription { moves { n } }");
            publish("ticks", "{\"n\":1}");
            assertThat(List.of(socket.next(), socket.next())).contains(next("valid", "{\"ticks\":{\"n\":1}}"));

            // When
            write("schema.graphql", NEW);
            hangUp();

            // Then those that the new schema does not know as they are end, and say why
            List<String> ends = List.of(socket.next(), socket.next(), socket.next(), socket.next());
            assertThat(ends)
                    .filteredOn(frame -> frame.contains("SUBSCRIPTION_SCHEMA_RELOAD"))
                    .hasSize(2);
            assertThat(ends)
                    .contains("{\"id\":\"invalid\",\"type\":\"complete\"}", "{\"id\":\"moved\",\"type\":\"complete\"}");

            // Then the other one goes on by the new types, and the socket takes operations of the new schema
            publish("ticks", "{\"n\":2}");
            assertThat(socket.next()).isEqualTo(next("valid", "{\"ticks\":{\"n\":\"2\"}}"));
            socket.subscribe("new", "subscription { ticks { come } }");
            publish("ticks", "{\"n\":3,\"come\":4}");
            assertThat(List.of(socket.next(), socket.next()))
                    .containsExactlyInAnyOrder(
                            next("valid", "{\"ticks\":{\"n\":\"3\"}}"), next("new", "{\"ticks\":{\"come\":4}}"));
            assertThat(graphql("{ __type(name: \"Tick\") { fields { name } } }"))
                    .contains("come")
                    .doesNotContain("gone");
            assertThat(get(admin, "/metrics")).contains("weir_reloads_total 1.0");
        }
    }

    @Test
    void shouldKeepTheOldGraphWhenTheNewOneHasProblems() throws Exception {
        run("");
        try (GraphqlSocket socket = new GraphqlSocket(http)) {
            // Given
            socket.subscribe("valid", "subscription { ticks { n } }");

            // When
            write("schema.graphql", "type Query { a: Nope }");
            hangUp();
            await().atMost(Duration.ofSeconds(30)).until(() -> log().contains("the old one stays"));

            // Then
            assertThat(log()).containsPattern("schema\\.graphql:1:\\d+: .*Nope");
            publish("ticks", "{\"n\":1}");
            assertThat(socket.next()).isEqualTo(next("valid", "{\"ticks\":{\"n\":1}}"));
            assertThat(get(admin, "/metrics")).contains("weir_reloads_total 0.0", "weir_reloads_refused_total 1.0");

            // When the configuration itself cannot be read either
            write("schema.graphql", NEW);
            write("weir.yaml", "graph: { schemas: [schema.graphql], nope: 1 }");
            hangUp();
            await().atMost(Duration.ofSeconds(30)).until(() -> log().contains("weir.yaml:1:"));
            assertThat(log()).contains("graph.nope: unknown key");

            // When all is well but for a section that needs a restart
            configure("events: { mutations: false }");
            hangUp();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get(admin, "/metrics").contains("weir_reloads_total 1.0"));
            assertThat(log()).contains("need a restart sections=\"events\"");
            publish("ticks", "{\"n\":2}");
            assertThat(socket.next()).isEqualTo(next("valid", "{\"ticks\":{\"n\":\"2\"}}"));
        }
    }

    @Test
    void shouldLoadAgainWhatChangedWhenItWatches() throws Exception {
        run("reload: { watch: true, interval: 50ms }");

        // When
        write("schema.graphql", NEW);

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> graphql("{ __type(name: \"Tick\") { fields { name } } }")
                        .contains("come"));
    }

    private void run(String more) throws IOException {
        configure(more);
        node = Leash.start(
                List.of("sh", SCRIPT.toString(), "start", "--conf", "weir.yaml"),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                folder,
                folder.resolve("log"));
        await().atMost(Duration.ofSeconds(60)).until(() -> log().contains(" ready "));
    }

    private void configure(String more) throws IOException {
        write("weir.yaml", """
                graph: { schemas: [schema.graphql] }
                http: { host: 127.0.0.1, port: %d }
                admin: { port: %d }
                """.formatted(http, admin) + more + "\n");
    }

    private void hangUp() throws Exception {
        new ProcessBuilder("kill", "-HUP", String.valueOf(node.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private void publish(String topic, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/events/" + topic))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    private String graphql(String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/graphql"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("query", query).encode()))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static String next(String id, String data) {
        return "{\"id\":\"%s\",\"type\":\"next\",\"payload\":{\"data\":%s}}".formatted(id, data);
    }
}
