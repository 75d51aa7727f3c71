package io.weir.load.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * One node of a cluster, in a process of its own.
 *
 * @param roles what it does, as {@code --roles} says it
 * @param server its process
 * @param admin where its metrics are
 */
public record ClusterNode(String roles, NodeUnderTest server, InetSocketAddress admin) {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** What its meters say now. */
    public Meters meters() throws IOException, InterruptedException {
        URI uri = URI.create("http://%s:%d/metrics".formatted(admin.getHostString(), admin.getPort()));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
        return Meters.of(answer.body());
    }

    /** Whether it does this. */
    public boolean does(String role) {
        return roles.equals(ClusterServers.ALL) || roles.contains(role);
    }
}
