package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.execution.ClientTerms;
import io.weir.execution.OperationRequest;
import io.weir.execution.Preference;
import io.weir.execution.StoredAction;
import io.weir.transport.TransportServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActionsOverHttpTest {

    private static final String MUTATION = "{\"query\":\"mutation{m}\"}";
    private static final String APP = "https://app.example";

    private TransportServer server = TransportServer.start(
            TransportServer.config("127.0.0.1", List.of(), List.of(APP), HttpLimits.DEFAULT, StreamsConfig.DEFAULT));

    ActionsOverHttpTest() {
        server.operations.haveActions();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ClientTerms terms() {
        return server.operations
                .requests
                .get(server.operations.requests.size() - 1)
                .terms();
    }

    private HttpResponse<String> mutate(String... headers) throws Exception {
        HttpRequest.Builder request = server.post(MUTATION).header("Origin", APP);
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    @Test
    void shouldAnswer202ToAnActionThatRunsLater() throws Exception {
        // Given
        server.operations.mutation("mutation{m}", "{\"data\":1}", new Preference.Applied("respond-async", "a1"));

        // When
        HttpResponse<String> response = mutate("Prefer", "respond-async");

        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"data\":1}");
        assertThat(response.headers().firstValue("location")).hasValue("/actions/a1");
        assertThat(response.headers().firstValue("preference-applied")).hasValue("respond-async");
        assertThat(response.headers().firstValue("access-control-expose-headers"))
                .hasValue("location, preference-applied, retry-after");
        assertThat(terms().preference()).isEqualTo(new Preference(true, Optional.empty()));
    }

    @Test
    void shouldAnswer200ToAnActionThatEndedInTime() throws Exception {
        // Given
        server.operations.mutation("mutation{m}", "{\"data\":1}", new Preference.Applied("wait=5", null));

        // When
        HttpResponse<String> response = mutate("Prefer", "wait=5");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("location")).isEmpty();
        assertThat(response.headers().firstValue("preference-applied")).hasValue("wait=5");
        assertThat(terms().preference()).isEqualTo(new Preference(false, Optional.of(Duration.ofSeconds(5))));
    }

    @Test
    void shouldHandOnTheKeyAndTheHeadersThatActionsMaySee() throws Exception {
        server.operations.mutation("mutation{m}", "{\"data\":1}");
        assertThat(mutate("Idempotency-Key", "\"k 1\"", "X-Tenant", "t", "Authorization", "secret", "Traceparent", "00")
                        .statusCode())
                .isEqualTo(200);
        assertThat(terms()).isEqualTo(new ClientTerms("k 1", null, Map.of("x-tenant", "t", "traceparent", "00")));
        mutate();
        assertThat(terms()).isSameAs(ClientTerms.NONE);
    }

    @Test
    void shouldHandOnHowManyEventsLedToTheRequest() throws Exception {
        // Given
        server.operations.mutation("mutation{m}", "{\"data\":1}");

        // When
        for (String depth : List.of("3", "1000", "1001", "-1", "deep")) {
            mutate("Weir-Depth", depth);
        }
        mutate();

        // Then
        assertThat(server.operations.requests)
                .extracting(OperationRequest::depth)
                .containsExactly(3, 1000, 0, 0, 0, 0);
    }

    @Test
    void shouldBelieveHowManyEventsLedToTheRequestOnlyOfThoseWhoMayWriteEvents() throws Exception {
        // Given
        server.close();
        server = TransportServer.start(TransportServer.config(
                "0.0.0.0", List.of("secret"), List.of(), HttpLimits.DEFAULT, StreamsConfig.DEFAULT));
        server.operations.mutation("mutation{m}", "{\"data\":1}");

        // When
        mutate("Weir-Depth", "999");
        mutate("Weir-Depth", "999", "Authorization", "Bearer wrong");
        mutate("Weir-Depth", "3", "Authorization", "Bearer secret");

        // Then
        assertThat(server.operations.requests)
                .extracting(OperationRequest::depth)
                .containsExactly(0, 0, 3);
    }

    @Test
    void shouldRefuseAKeyThatIsNone() throws Exception {
        server.operations.mutation("mutation{m}", "{\"data\":1}");
        for (String[] headers : new String[][] {
            {"Idempotency-Key", "\"open"}, {"Idempotency-Key", ""}, {"Idempotency-Key", "a", "Idempotency-Key", "b"}
        }) {
            HttpResponse<String> response = mutate(headers);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("Idempotency-Key", "1 to 255");
        }
        assertThat(server.operations.requests).isEmpty();
    }

    @Test
    void shouldShowAnAction() throws Exception {
        // Given
        server.operations.action("a1", new StoredAction(Buffer.buffer("{\"id\":\"a1\"}"), true));
        server.operations.action("a2", new StoredAction(Buffer.buffer("{\"id\":\"a2\"}"), false));

        // When
        HttpResponse<String> ended = show("/actions/a1");
        HttpResponse<String> running = show("/actions/a2?x=y");

        // Then
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body()).isEqualTo("{\"id\":\"a1\"}");
        assertThat(ended.headers().firstValue("retry-after")).isEmpty();
        assertThat(ended.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(ended.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(ended.headers().firstValue("access-control-allow-origin")).hasValue(APP);
        assertThat(running.body()).isEqualTo("{\"id\":\"a2\"}");
        assertThat(running.headers().firstValue("retry-after")).hasValue("1");
    }

    @Test
    void shouldNotFindAnActionThatIsUnknown() throws Exception {
        for (String path : new String[] {"/actions/nope", "/actions/", "/actions/a/b", "/actions/%00"}) {
            HttpResponse<String> response = show(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body())
                    .isEqualTo("{\"errors\":[{\"message\":\"there is no action with this id\","
                            + "\"extensions\":{\"code\":\"NOT_FOUND\"}}]}");
        }
    }

    @Test
    void shouldOnlyShowActions() throws Exception {
        HttpResponse<String> post =
                server.send(server.request("/actions/a1").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
        HttpResponse<String> preflight = server.send(server.request("/actions/a1")
                .header("Origin", APP)
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .hasValue(APP);
    }

    private HttpResponse<String> show(String path) throws Exception {
        return server.send(server.request(path).header("Origin", APP));
    }
}
