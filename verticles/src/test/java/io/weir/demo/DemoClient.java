package io.weir.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** A program that knows nothing of Weir but its address. */
final class DemoClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    DemoClient(int port) {
        this.port = port;
    }

    /** The response of a query or a mutation. */
    JsonObject ask(String document) throws IOException, InterruptedException {
        return new JsonObject(
                http.send(graphql(document).build(), BodyHandlers.ofString()).body());
    }

    /** Listens once it misses nothing: the response's head says so. */
    Listener listen(String subscription) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = http.send(
                graphql(subscription).header("accept", "text/event-stream").build(), BodyHandlers.ofLines());
        return new Listener(response.body());
    }

    /** Publishes an event; the status that came back. */
    int publish(String topic, JsonObject event) throws IOException, InterruptedException {
        return http.send(post("/events/" + topic, event).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder graphql(String document) {
        return post("/graphql", new JsonObject().put("query", document));
    }

    private HttpRequest.Builder post(String path, JsonObject body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
    }
}
