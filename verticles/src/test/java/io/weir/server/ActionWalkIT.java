package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.testing.Postgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An action, over a whole node.
 *
 * <pre>
 *  client ──1 mutation──▶ transport ──2 StartAction──▶ action ──4 HTTP──▶ handler
 *     ▲                       ▲                           │ 3, 5 PostgreSQL
 *     └──── 7 the answer ─────┴──────── 6 ActionReport ───┘
 * </pre>
 */
class ActionWalkIT {

    private static final String SDL = """
            type Mutation {
              create(name: String!): Created! @action(url: "%1$s/create", mode: EITHER)
            }
            type Created { name: String actionId: ID! }
            """;

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer handler;
    private Server server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        handler = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        handler.createContext("/create", this::answer);
        handler.start();
        String origin = "http://127.0.0.1:" + handler.getAddress().getPort();
        Files.writeString(folder.resolve("schema.graphql"), SDL.formatted(origin));
        Path file = folder.resolve("weir.yaml");
        Files.writeString(file, """
                graph: { schemas: [schema.graphql] }
                http: { host: 127.0.0.1, port: 0 }
                admin: { port: 0 }
                actions: { allow: ["%s"] }
                store: { kind: postgres, uri: "%s" }
                """.formatted(origin, Postgres.database().uri()));
        WeirConfig config = ConfigLoader.load(file, Map.of());
        server = Server.start(config, ConfiguredGraph.toServe(config), Role.all())
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        handler.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        exchange.getRequestBody().readAllBytes();
        byte[] body = "{\"name\":\"made\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(statuses.isEmpty() ? 200 : statuses.remove(0), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void shouldAnswerFromTheHandlersResponse() throws Exception {
        // When
        JsonObject answer = mutate("{ create(name: \"a\") { name } }");

        // Then
        assertThat(answer.getJsonObject("data").getJsonObject("create").getString("name"))
                .isEqualTo("made");
    }

    @Test
    void shouldTryAgainWithTheSameKey() throws Exception {
        // Given
        statuses.add(503);

        // When
        JsonObject answer = mutate("{ create(name: \"a\") { name actionId } }");

        // Then
        JsonObject created = answer.getJsonObject("data").getJsonObject("create");
        assertThat(created.getString("name")).isEqualTo("made");
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).contains(created.getString("actionId"));
    }

    @Test
    void shouldRunLaterAndTellHowItEnded() throws Exception {
        // When
        JsonObject answer = mutate("{ create(name: \"a\") { actionId } }");

        // Then
        String id = answer.getJsonObject("data").getJsonObject("create").getString("actionId");
        await().untilAsserted(() -> assertThat(status(id).getString("state")).isEqualTo("COMPLETED"));
        assertThat(keys).hasSize(1);
    }

    private JsonObject mutate(String selection) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/graphql"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(
                        JsonObject.of("query", "mutation " + selection).encode()))
                .build();
        return new JsonObject(send(request).body());
    }

    private JsonObject status(String id) throws Exception {
        return new JsonObject(
                send(HttpRequest.newBuilder(uri("/actions/" + id)).build()).body());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.httpPort() + path);
    }
}
