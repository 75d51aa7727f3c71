package io.weir.cli;

import io.weir.config.WeirConfig;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the node that runs where a configuration says. Blocks. */
final class OperatorClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> EVERY_ADDRESS = Map.of("0.0.0.0", "127.0.0.1", "::", "[::1]");

    private final String origin;
    private final List<String> keys;

    OperatorClient(WeirConfig config) {
        String host = config.admin().host();
        String named = EVERY_ADDRESS.getOrDefault(host, host.contains(":") ? "[" + host + "]" : host);
        this.origin = "http://" + named + ":" + config.admin().port();
        this.keys = config.http().keys();
    }

    /**
     * The data of an answer.
     *
     * @throws IOException with words for the operator when no node is there, or it says no
     */
    Map<?, ?> ask(String query, Map<String, @Nullable Object> variables) throws IOException {
        Map<String, @Nullable Object> question = new LinkedHashMap<>();
        question.put("query", query);
        question.put("variables", variables);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + "/graphql"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(question).getBytes()));
        if (!keys.isEmpty()) {
            request.header("Authorization", "Bearer " + keys.get(0));
        }
        return data(send(request.build()));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (ConnectException away) {
            throw new IOException(
                    "no node answers on %s, which admin.host and admin.port name".formatted(origin), away);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Map<?, ?> data(HttpResponse<String> response) throws IOException {
        Map<?, ?> answer = object(response.body());
        if (answer.get("errors") instanceof List<?> errors
                && !errors.isEmpty()
                && errors.get(0) instanceof Map<?, ?> error) {
            throw new IOException(String.valueOf(error.get("message")));
        }
        if (!(answer.get("data") instanceof Map<?, ?> data)) {
            throw new IOException("what answers on %s is no node of this version".formatted(origin));
        }
        return data;
    }

    private static Map<?, ?> object(String body) {
        try {
            return Json.parse(body) instanceof Map<?, ?> map ? map : Map.of();
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }
}
