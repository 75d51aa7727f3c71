package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.transport.TransportServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CORS as a browser meets it. */
class OriginsTest {

    private static final String APP = "https://app.example";

    @Test
    void shouldLetAnAllowedOriginReadAnswers() throws Exception {
        try (TransportServer server = start(APP)) {
            // When
            HttpResponse<String> response = server.send(query(server).header("Origin", APP));

            // Then
            assertThat(response.headers().allValues("access-control-allow-origin"))
                    .containsExactly(APP);
            assertThat(response.headers().allValues("vary")).containsExactly("origin");
        }
    }

    @Test
    void shouldNotLetAnotherOriginReadAnswers() throws Exception {
        try (TransportServer server = start(APP)) {
            // When
            HttpResponse<String> response = server.send(query(server).header("Origin", "https://evil.example"));

            // Then
            assertThat(response.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
            assertThat(response.headers().allValues("vary")).containsExactly("origin");
        }
    }

    @Test
    void shouldLetEveryOriginReadAnswersWhenToldSo() throws Exception {
        try (TransportServer server = start("*")) {
            // When
            HttpResponse<String> response = server.send(query(server).header("Origin", "https://any.example"));

            // Then
            assertThat(response.headers().allValues("access-control-allow-origin"))
                    .containsExactly("*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql", "/events/a"})
    void shouldGiveAnAllowedOriginLeaveForADay(String path) throws Exception {
        try (TransportServer server = start(APP)) {
            // When
            HttpResponse<String> response = server.send(preflight(server, path, APP));

            // Then
            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.headers().allValues("access-control-allow-origin"))
                    .containsExactly(APP);
            assertThat(response.headers().firstValue("access-control-allow-methods"))
                    .hasValue("GET, POST");
            assertThat(response.headers().firstValue("access-control-allow-headers"))
                    .hasValue("content-type");
            assertThat(response.headers().firstValue("access-control-max-age")).hasValue("86400");
        }
    }

    @Test
    void shouldGiveAnotherOriginNoLeave() throws Exception {
        try (TransportServer server = start(APP)) {
            // When
            HttpResponse<String> response = server.send(preflight(server, "/graphql", "https://evil.example"));

            // Then
            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
            assertThat(response.headers().firstValue("access-control-allow-methods"))
                    .isEmpty();
        }
    }

    private static HttpRequest.Builder query(TransportServer server) {
        return server.post("{\"query\":\"{a}\"}");
    }

    private static HttpRequest.Builder preflight(TransportServer server, String path, String origin) {
        return server.request(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
    }

    private static TransportServer start(String origin) {
        return TransportServer.start(TransportServer.config(
                "127.0.0.1", List.of(), List.of(origin), HttpLimits.DEFAULT, StreamsConfig.DEFAULT));
    }
}
