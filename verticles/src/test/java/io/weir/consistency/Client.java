package io.weir.consistency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A client of one node. Thread-safe. */
final class Client {

    /** The header that a token comes in. */
    static final String TOKEN = "Consistency-Token";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Client(int port) {
        this.port = port;
    }

    /** Asks by POST; {@code headers} are names and values in turn. */
    Answer ask(String query, String... headers) throws IOException, InterruptedException {
        return ask(JsonObject.of("query", query), headers);
    }

    /** Asks by POST with {@code extensions}. */
    Answer ask(String query, JsonObject extensions) throws IOException, InterruptedException {
        return ask(JsonObject.of("query", query, "extensions", extensions));
    }

    private Answer ask(JsonObject request, String... headers) throws IOException, InterruptedException {
        return answer(request("/graphql", headers)
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .POST(BodyPublishers.ofString(request.encode())));
    }

    /** Asks by GET. */
    Answer get(String query, String... headers) throws IOException, InterruptedException {
        return answer(request("/graphql?query=" + URLEncoder.encode(query, UTF_8), headers)
                .header("accept", "application/json"));
    }

    /** Asks over server-sent events: the lines that come, the head being there already. */
    Stream<String> stream(String query, String... headers) throws IOException, InterruptedException {
        HttpRequest request = request("/graphql", headers)
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .POST(BodyPublishers.ofString(JsonObject.of("query", query).encode()))
                .build();
        return http.send(request, BodyHandlers.ofLines()).body();
    }

    /** The responses of such a stream. */
    static List<JsonObject> responses(Stream<String> lines, int count) {
        return lines.filter(line -> line.startsWith("data: "))
                .map(line -> new JsonObject(line.substring("data: ".length())))
                .limit(count)
                .toList();
    }

    /** Sends a system's report; the status that came back. */
    int report(String report) throws IOException, InterruptedException {
        HttpRequest request = request("/consistency/acks")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(report))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), new JsonObject(response.body()));
    }
}
