package io.weir.load.gate;

import io.weir.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes that do not wait for their systems, and the tokens that they are answered with. */
final class StaleWrites {

    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;

    StaleWrites(InetSocketAddress server) {
        uri = URI.create("http://%s:%d/graphql".formatted(server.getHostString(), server.getPort()));
    }

    /** Writes a record; the token of the answer. */
    String write(String id) throws IOException, InterruptedException {
        Map<String, String> operation = Map.of("query", Posts.mutation("held", id));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Consistency-Timeout", "1ms")
                .header("Consistency-On-Timeout", "stale")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(operation).toString()))
                .build();
        String answer =
                client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher token = TOKEN.matcher(answer);
        if (!answer.startsWith(Posts.RIGHT) || !token.find()) {
            throw new IOException("no token: " + answer);
        }
        return token.group(1);
    }
}
