package io.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Host host;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));
    private List<String> arguments = List.of();
    private Leash process;
    private long starts;

    private NodeProcess(Host host, Path folder) {
        this.host = host;
        this.folder = folder;
    }

    /** Gives it another configuration, with the same graph and ports, for the next start. */
    public void configure(String configuration) throws IOException {
        Files.writeString(folder.resolve("weir.yaml"), """
                graph: { schemas: [schema.graphql] }
                http: { host: %1$s, port: %2$d, drain: 1s }
                admin: { host: %1$s, port: %3$d }
                """.formatted(host.address(), http, admin) + configuration);
    }

    /**
     * Describes a node; nothing runs yet.
     *
     * @param parent where it gets a folder of its own
     * @param configuration what it has besides a graph and ports
     */
    public static NodeProcess on(Host host, Path parent, String name, String schema, String configuration)
            throws IOException {
        NodeProcess node = new NodeProcess(host, Files.createDirectory(parent.resolve(name)));
        node.configure(configuration);
        node.schema(schema);
        return node;
    }

    /** What it takes on from its next start on. */
    public NodeProcess roles(String... roles) {
        arguments = List.of("--roles", String.join(",", roles));
        return this;
    }

    /** Sets a variable of the environment from its next start on. */
    public NodeProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Starts a node, and waits until it serves.
     *
     * @param parent where it gets a folder of its own
     * @param configuration what it has besides a graph and ports
     */
    public static NodeProcess start(Path parent, String name, String schema, String configuration) throws IOException {
        NodeProcess node = on(Host.LOOPBACK, parent, name, schema, configuration);
        node.start();
        return node;
    }

    /** Starts the node that does not run, and waits until it serves. */
    public void start() throws IOException {
        launch();
        awaitStart();
    }

    /** Starts the node, which takes some time until it serves. */
    public void launch() throws IOException {
        starts = starts();
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString(), "start", "--conf", "weir.yaml"));
        command.addAll(arguments);
        process = Leash.start(host.run(command), environment, folder, folder.resolve("log"));
    }

    /** Returns once the node that was launched serves. */
    public void awaitStart() {
        await().atMost(PATIENCE)
                .failFast(() -> assertThat(process.isAlive()).as(log()).isTrue())
                .untilAsserted(() -> assertThat(starts()).as(log()).isGreaterThan(starts));
    }

    /** Starts it with another schema than before. */
    public void start(String schema) throws IOException {
        schema(schema);
        start();
    }

    private void schema(String schema) throws IOException {
        Files.writeString(folder.resolve("schema.graphql"), schema);
    }

    private long starts() throws IOException {
        return log().lines().filter(line -> line.contains(" ready ")).count();
    }

    /** Where clients find it. */
    public int port() {
        return http;
    }

    /** The same with the host. */
    public InetSocketAddress address() {
        return new InetSocketAddress(host.address(), http);
    }

    /** The response to an operation, whatever it says. */
    public JsonObject ask(String query) throws IOException, InterruptedException {
        return ask(query, PATIENCE);
    }

    /**
     * The same with headers.
     *
     * @param patience after which the connection is given up
     * @param headers names and values
     */
    public JsonObject ask(String query, Duration patience, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(http, "/graphql"))
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("query", query).encode()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new JsonObject(
                client.send(request.build(), BodyHandlers.ofString()).body());
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

    /** The status of its health page for load balancers; 0 when it does not answer. */
    public int readiness() {
        try {
            return get(admin, "/health/ready").statusCode();
        } catch (IOException away) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

    @Override
    public String toString() {
        return "node " + folder.getFileName();
    }

    private URI uri(int port, String path) {
        return URI.create("http://" + host.address() + ":" + port + path);
    }
}
