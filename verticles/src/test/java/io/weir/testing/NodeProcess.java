package io.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node in a process of its own, started by the start script; it keeps its ports when it is started again. */
public final class NodeProcess implements AutoCloseable {

    private static final Path SCRIPT = Path.of(System.getProperty("weir.root"), "deploy", "weir");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int http = FreePorts.next();
    private final int admin = FreePorts.next();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private Leash process;

    private NodeProcess(Path folder, String configuration) throws IOException {
        this.folder = folder;
        configure(configuration);
    }

    /** Gives it another configuration, with the same graph and ports, for the next start. */
    public void configure(String configuration) throws IOException {
        Files.writeString(folder.resolve("weir.yaml"), """
                graph: { schemas: [schema.graphql] }
                http: { host: 127.0.0.1, port: %d, drain: 1s }
                admin: { port: %d }
                """.formatted(http, admin) + configuration);
    }

    /**
     * Starts a node, and waits until it serves.
     *
     * @param parent where it gets a folder of its own
     * @param configuration what it has besides a graph and ports
     */
    public static NodeProcess start(Path parent, String name, String schema, String configuration) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        NodeProcess node = new NodeProcess(folder, configuration);
        node.start(schema);
        return node;
    }

    /** Starts the node that was killed or closed, and waits until it serves. */
    public void start() throws IOException {
        long before = starts();
        process = Leash.start(
                List.of("sh", SCRIPT.toString(), "start", "--conf", "weir.yaml"),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                folder,
                folder.resolve("log"));
        await().atMost(PATIENCE)
                .failFast(() -> assertThat(process.isAlive()).as(log()).isTrue())
                .until(() -> starts() > before);
    }

    /** Starts it with another schema than before. */
    public void start(String schema) throws IOException {
        Files.writeString(folder.resolve("schema.graphql"), schema);
        start();
    }

    private long starts() throws IOException {
        return log().lines().filter(line -> line.contains(" ready ")).count();
    }

    /** Where clients find it. */
    public int port() {
        return http;
    }

    /** The response to an operation, whatever it says. */
    public JsonObject ask(String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(http, "/graphql"))
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("query", query).encode()))
                .build();
        return new JsonObject(client.send(request, BodyHandlers.ofString()).body());
    }

    /** Publishes an event, and says how that was answered. */
    public int publish(String topic, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(http, "/events/" + topic))
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** What {@code GET /actions/ID} says. */
    public JsonObject action(String id) throws IOException, InterruptedException {
        HttpResponse<String> response = get(http, "/actions/" + id);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    /** The page that Prometheus reads. */
    public String metrics() throws IOException, InterruptedException {
        return get(admin, "/metrics").body();
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri(port, path)).timeout(PATIENCE).build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Sends a signal: KILL, STOP, CONT. */
    public void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.kill();
    }

    /** What it wrote, over all its starts. */
    public String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Asks it to end, and waits until it did. */
    @Override
    public void close() {
        process.close();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
