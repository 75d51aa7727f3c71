package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.weir.cluster.Peers;
import io.weir.config.ConfigFile;
import io.weir.config.WeirConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A node that a configuration file describes, and a client of it. */
public final class ConfiguredNode implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server;
    private final Reload reload;

    private ConfiguredNode(Server server, Reload reload) {
        this.server = server;
        this.reload = reload;
    }

    /**
     * Writes {@code weir.yaml} into a folder and starts what it describes on free ports, as the jar would.
     *
     * @param yaml the configuration but for {@code http} and {@code admin}
     */
    public static ConfiguredNode start(Path folder, String yaml) throws Exception {
        return start(folder, yaml, Role.all());
    }

    /** The same with some roles only. */
    static ConfiguredNode start(Path folder, String yaml, Set<Role> roles) throws Exception {
        ConfigFile file = configure(folder, yaml);
        WeirConfig config = file.load();
        Server server = Server.start(config, ConfiguredGraph.load(config), roles)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new ConfiguredNode(server, new Reload(server, file));
    }

    /** Writes {@code weir.yaml} only. */
    static ConfigFile configure(Path folder, String yaml) throws IOException {
        Path file = folder.resolve("weir.yaml");
        Files.writeString(file, yaml + "http: { host: 127.0.0.1, port: 0 }\nadmin: { port: 0 }\n");
        return new ConfigFile(file, Map.of());
    }

    /** Loads configuration and graph again, as SIGHUP does; whether it serves them now. */
    boolean reload() throws Exception {
        return reload.run().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Where clients find it. */
    public int port() {
        return server.httpPort();
    }

    /** Where operators find it. */
    public int adminPort() {
        return server.adminPort();
    }

    /** Its Vert.x, for services of the test's own. */
    public Vertx vertx() {
        return server.vertx();
    }

    /** Whom it sees. */
    Peers peers() {
        return server.peers();
    }

    /** The body that answers an operation; {@code headers} are names and values in turn. */
    public String graphql(String query, String... headers) throws Exception {
        HttpRequest.Builder request = request(port(), "/graphql")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("query", query).encode()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    /** Publishes an event; returns once it is accepted. */
    public void publish(String topic, String event) throws Exception {
        HttpRequest request = request(port(), "/events/" + topic)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(event))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    /** A page of the operations endpoint. */
    public String admin(String path) throws Exception {
        return client.send(request(server.adminPort(), path).build(), BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    @Override
    public void close() throws Exception {
        server.stop().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
