package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.transport.TransportServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a system gets for its report. */
class AcksEndpointTest {

    private static final String REPORT = "{\"system\": \"search\", \"key\": \"Order:7\", \"version\": 12}";

    private TransportServer server = TransportServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldSayHowManyReportsAreStored() throws Exception {
        // When
        HttpResponse<String> response = server.send(report(REPORT));

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":1}");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(server.gates.reports).containsExactly(REPORT);
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_USER_INPUT, 400",
        "NOT_FOUND, 404",
        "STORE_UNAVAILABLE, 503",
        "CONSISTENCY_UNAVAILABLE, 503",
    })
    void shouldSayWhyAReportIsNotTaken(String code, int status) throws Exception {
        // When
        HttpResponse<String> response = server.send(report("\"" + code + "\""));

        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body())
                .isEqualTo("{\"errors\":[{\"message\":\"the gate says why\",\"extensions\":{\"code\":\"" + code
                        + "\"}}]}");
        assertThat(response.headers().firstValue("retry-after").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void shouldSayNothingOfAFaultOfItsOwn() throws Exception {
        // When
        HttpResponse<String> response = server.send(report("\"broken\""));

        // Then
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("a secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"})
    void shouldTakeJsonOnly(String contentType) throws Exception {
        // When
        HttpResponse<String> response = server.send(server.request("/consistency/acks")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(REPORT)));

        // Then
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("application/json");
        assertThat(server.gates.reports).isEmpty();
    }

    @Test
    void shouldTakePostOnly() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.request("/consistency/acks"));

        // Then
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void shouldTakeNoMoreThanABodyMayHave() throws Exception {
        // Given
        String large = "[" + " ".repeat((int) HttpLimits.DEFAULT.body()) + "]";

        // When
        HttpResponse<String> response = server.send(report(large));

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("http.limits.body");
        assertThat(server.gates.reports).isEmpty();
    }

    @Test
    void shouldServeNothingBeside() throws Exception {
        assertThat(server.send(server.request("/consistency/acks/1")).statusCode())
                .isEqualTo(404);
        assertThat(server.send(server.request("/consistency")).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldKeepForeignPagesFromReportingOnLoopback() throws Exception {
        // When
        HttpResponse<String> foreign = server.send(report(REPORT).header("Origin", "http://evil.example"));
        HttpResponse<String> own = server.send(report(REPORT).header("Origin", "http://localhost:3000"));

        // Then
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(own.statusCode()).isEqualTo(202);
    }

    @Test
    void shouldAskForAKeyUnlessTheServerListensOnLoopbackOnly() throws Exception {
        // Given
        server.close();
        server = TransportServer.start(TransportServer.config(
                "0.0.0.0", List.of("the-key"), List.of(), HttpLimits.DEFAULT, StreamsConfig.DEFAULT));

        // When
        HttpResponse<String> without = server.send(report(REPORT));
        HttpResponse<String> with = server.send(report(REPORT).header("Authorization", "Bearer the-key"));

        // Then
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"weir\"");
        assertThat(with.statusCode()).isEqualTo(202);
    }

    private HttpRequest.Builder report(String body) {
        return server.request("/consistency/acks")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
