package io.weir.load.action;

import io.weir.json.Json;
import io.weir.load.Phase;
import io.weir.load.publish.OpenLoop;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends mutations on a schedule, each when it is due, whatever became of those before it. */
final class OpenMutations {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;

    OpenMutations(InetSocketAddress server) {
        uri = URI.create("http://%s:%d/graphql".formatted(server.getHostString(), server.getPort()));
    }

    /** Sends a phase, with its numbers as notes, and waits until each is accepted; fails if one is not. */
    void run(Phase phase) {
        Queue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();
        new OpenLoop((sending, sequence) -> answers.add(send(sequence)), () -> {}).run(phase);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<?> send(long number) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.write(Map.of("query", Mutation.of(number))).toString()))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenAccept(OpenMutations::check);
    }

    private static void check(HttpResponse<String> answer) {
        if (answer.statusCode() != 200 || !answer.body().startsWith(Mutation.ACCEPTED)) {
            throw new IllegalStateException("not accepted: " + answer.statusCode() + " " + answer.body());
        }
    }
}
