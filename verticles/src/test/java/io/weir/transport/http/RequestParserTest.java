package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.OperationRequest;
import java.math.BigDecimal;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestParserTest {

    @Test
    void shouldReadEveryParameterOfABody() {
        // Given
        Buffer body = Buffer.buffer("{\"query\":\"query Q { a }\",\"operationName\":\"Q\","
                + "\"variables\":{\"n\":1.10000000000000000001},\"extensions\":{\"e\":true}}");

        // When
        OperationRequest request = RequestParser.body(body);

        // Then
        assertThat(request)
                .isEqualTo(new OperationRequest(
                        "query Q { a }",
                        "Q",
                        Map.of("n", new BigDecimal("1.10000000000000000001")),
                        Map.of("e", true)));
    }

    @Test
    void shouldTakeNullForAbsent() {
        // Given
        Buffer body =
                Buffer.buffer("{\"query\":\"{a}\",\"operationName\":null,\"variables\":null,\"extensions\":null}");

        // When
        OperationRequest request = RequestParser.body(body);

        // Then
        assertThat(request).isEqualTo(new OperationRequest("{a}", null, Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the request has no body",
                "nonsense | the request body is not JSON",
                "{\"query\": | the request body is not JSON",
                "[{\"query\":\"{a}\"}] | must be a JSON object",
                "7 | must be a JSON object",
                "{\"qeury\":\"{a}\"} | the request has no \"query\"",
                "{\"query\":null} | the request has no \"query\"",
                "{\"query\":{}} | \"query\" must be a string",
                "{\"query\":\"{a}\",\"operationName\":7} | \"operationName\" must be a string",
                "{\"query\":\"{a}\",\"variables\":[7]} | \"variables\" must be a JSON object",
                "{\"query\":\"{a}\",\"extensions\":\"\"} | \"extensions\" must be a JSON object",
            })
    void shouldRefuseABodyThatIsNotARequest(String body, String reason) {
        assertBadRequest(() -> RequestParser.body(Buffer.buffer(body)), reason);
    }

    @Test
    void shouldReadEveryParameterOfAUrl() {
        // Given
        String uri = "/graphql?query=query+Q+%7Ba%7D&operationName=Q&variables=%7B%22s%22%3A%22%C3%A4+b%22%7D"
                + "&extensions=%7B%22e%22%3A1%7D";

        // When
        OperationRequest request = RequestParser.query(uri);

        // Then
        assertThat(request).isEqualTo(new OperationRequest("query Q {a}", "Q", Map.of("s", "ä b"), Map.of("e", 1)));
    }

    @Test
    void shouldTakeAnEmptyParameterOfAUrlForAbsent() {
        // When
        OperationRequest request = RequestParser.query("/graphql?query=%7Ba%7D&operationName=&variables=&other=1");

        // Then
        assertThat(request).isEqualTo(new OperationRequest("{a}", null, Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/graphql | the request has no \"query\"",
                "/graphql?query= | the request has no \"query\"",
                "/graphql?query=a&query=b | the URL has \"query\" more than once",
                "/graphql?query=%zz | malformed percent escape",
                "/graphql?query=a&variables=%7B | \"variables\" is not JSON",
                "/graphql?query=a&variables=%5B%5D | \"variables\" must be a JSON object",
                "/graphql?query=a&extensions=1 | \"extensions\" must be a JSON object",
            })
    void shouldRefuseAUrlThatIsNotARequest(String uri, String reason) {
        assertBadRequest(() -> RequestParser.query(uri), reason);
    }

    private static void assertBadRequest(ThrowingCallable parse, String reason) {
        assertThatExceptionOfType(HttpProblem.class)
                .isThrownBy(parse)
                .withMessageContaining(reason)
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }
}
