package io.weir.load.stream;

import io.weir.json.Json;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The id of an event, taken from a stream of server-sent events: who goes on from it gets everything behind it. */
record Bookmark(String id) {

    private static final String ID = "id:";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Publishes an event. */
    interface Publication {

        /** Returns when it is stored. */
        void publish() throws Exception;
    }

    /** Subscribes, has an event published, and takes its id. */
    static Bookmark take(InetSocketAddress server, String subscription, Publication event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://%s:%d/graphql".formatted(server.getHostString(), server.getPort())))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        Json.write(Map.of("query", subscription)).getBytes()))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        // The head of the response says that the subscription is live.
        try (Stream<String> lines =
                client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            event.publish();
            CompletableFuture<String> id = CompletableFuture.supplyAsync(() -> firstId(lines));
            return new Bookmark(id.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private static String firstId(Stream<String> lines) {
        return lines.filter(line -> line.startsWith(ID))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the stream ended without an id"))
                .substring(ID.length())
                .strip();
    }
}
