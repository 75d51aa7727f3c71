package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.weir.execution.OperationResponse;
import io.weir.transport.FakeOperations;
import io.weir.transport.TransportServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GraphQL over HTTP through a socket; what the specification's own audits ask is not asked again. */
class GraphQlOverHttpTest {

    private static final String QUERY = "{\"query\":\"{a}\"}";
    private static final String REFUSED = "{\"errors\":" + FakeOperations.UNKNOWN + "}";

    private final TransportServer server = TransportServer.start();

    @BeforeEach
    void teach() {
        server.operations.query("{a}", "{\"data\":{\"a\":1}}");
        server.operations.query("{partly}", "{\"data\":null,\"errors\":[{\"message\":\"x\"}]}");
        server.operations.mutation("mutation{m}", "{\"data\":{\"m\":1}}");
        server.operations.subscription("subscription{s}", "news");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldAnswerAPost() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.post(QUERY));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"data\":{\"a\":1}}");
        assertThat(response.headers().allValues("content-type"))
                .containsExactly("application/graphql-response+json; charset=utf-8");
    }

    @Test
    void shouldAnswerAGetAndSayWhatTheAnswerDependsOn() throws Exception {
        // When
        HttpResponse<String> response =
                server.send(server.request("/graphql?query=%7Ba%7D").header("Accept", "application/json"));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"data\":{\"a\":1}}");
        assertThat(response.headers().allValues("content-type")).containsExactly("application/json; charset=utf-8");
        assertThat(response.headers().allValues("vary")).containsExactly("accept");
    }

    @Test
    void shouldAnswerHeadWithoutABody() throws Exception {
        // When
        HttpResponse<String> response = server.send(
                server.request("/graphql?query=%7Ba%7D").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void shouldAnswerOverHttp2() throws Exception {
        // Given
        HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

        // When
        HttpResponse<String> response = http2.send(server.post(QUERY).build(), HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).isEqualTo("{\"data\":{\"a\":1}}");
    }

    @ParameterizedTest
    @CsvSource({"application/graphql-response+json, 400", "application/json, 200"})
    void shouldGiveARequestErrorTheStatusOfItsMediaType(String mediaType, int status) throws Exception {
        // When
        HttpResponse<String> response =
                server.send(server.post("{\"query\":\"unknown\"}").header("Accept", mediaType));

        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(REFUSED);
    }

    @Test
    void shouldAnswerFieldErrorsWith200() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.post("{\"query\":\"{partly}\"}"));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream", "multipart/mixed;subscriptionSpec=1.0"})
    void shouldNotRunAMutationOverGet(String accept) throws Exception {
        // When
        HttpResponse<String> response =
                server.send(server.request("/graphql?query=mutation%7Bm%7D").header("Accept", accept));

        // Then
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().allValues("allow")).containsExactly("POST");
        assertThat(response.body()).contains("a mutation needs POST");
        assertThat(server.operations.executed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1",
                "application/jsonp",
            })
    void shouldRefuseABodyThatAnyWebPageCouldSend(String contentType) throws Exception {
        // When
        HttpResponse<String> response = server.send(server.request("/graphql")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(QUERY)));

        // Then
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("Content-Type: application/json");
        assertThat(server.operations.requests).isEmpty();
    }

    @Test
    void shouldRefuseWhatTheClientWouldNotRead() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.post(QUERY).header("Accept", "image/png"));

        // Then
        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.body()).contains("application/graphql-response+json");
        assertThat(server.operations.requests).isEmpty();
    }

    @Test
    void shouldSayHowToSubscribeWhenNoStreamIsAcceptable() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.post("{\"query\":\"subscription{s}\"}"));

        // Then
        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.body()).contains("Accept: text/event-stream");
    }

    @Test
    void shouldNameTheMethodsItTakes() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.request("/graphql").DELETE());

        // Then
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().allValues("allow")).containsExactly("GET, HEAD, POST, OPTIONS");
        assertThat(response.body()).startsWith("{\"errors\":[{\"message\":");
    }

    @Test
    void shouldNotLetASlowOperationHoldUpAnother() throws Exception {
        // Given
        Promise<OperationResponse> slow = server.operations.slowQuery("{slow}");

        // When
        var first = server.client.sendAsync(
                server.post("{\"query\":\"{slow}\"}").build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> second = server.send(server.post(QUERY));
        slow.complete(FakeOperations.response("{\"data\":{\"slow\":1}}"));

        // Then
        assertThat(second.body()).isEqualTo("{\"data\":{\"a\":1}}");
        assertThat(first.get().body()).isEqualTo("{\"data\":{\"slow\":1}}");
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws Exception {
        // Given
        server.operations.query("{b}", "{\"data\":{\"b\":1}}");
        String first = "GET /graphql?query=%7Ba%7D HTTP/1.1\r\nHost: x\r\n\r\n";
        String last = "GET /graphql?query=%7Bb%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        // When
        RawHttp.Answer answers = RawHttp.send(server.port(), first + first + last);

        // Then
        assertThat(answers.body()).containsSubsequence("\"a\"", "HTTP/1.1 200 OK", "\"a\"", "\"b\"");
    }

    @Test
    void shouldTellNothingOfAFailureOfItsOwn() throws Exception {
        // Given
        Promise<OperationResponse> broken = server.operations.slowQuery("{broken}");
        broken.fail(new IllegalStateException("secret"));

        // When
        HttpResponse<String> response = server.send(server.post("{\"query\":\"{broken}\"}"));

        // Then
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).startsWith("{\"errors\":[{\"message\":").doesNotContain("secret", "Exception");
    }
}
