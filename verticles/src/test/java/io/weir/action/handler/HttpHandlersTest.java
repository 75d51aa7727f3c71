package io.weir.action.handler;

import static io.weir.action.handler.HandlerFixture.ID;
import static io.weir.action.handler.HandlerFixture.action;
import static io.weir.action.handler.HandlerFixture.assertBroken;
import static io.weir.action.handler.HandlerFixture.await;
import static io.weir.action.handler.HandlerFixture.local;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.weir.action.handler.HandlerOutcome.Answered;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to handlers over HTTP. */
class HttpHandlersTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final HandlerFixture fixture = new HandlerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void shouldSendWhatTheTemplatesSay() {
        // Given
        String origin = local(fixture.serve(fixture::record));
        ActionDefinition action = action(origin, """
                url: "%s/users/{{ args.id }}?n={{ args.n }}" method: PATCH
                headers: ["Authorization: {{ headers.authorization }}", "X-Tenant: t{{ headers.x-tenant }}",
                  "X-Key: {{ env.API_KEY }}"]
                body: "{\\"in\\": {{ args.in }}, \\"text\\": \\"<{{ args.id }}>\\", \\"none\\": {{ args.n }}}"
                """.formatted(origin));
        Map<String, String> client = Map.of(
                "authorization", "Bearer t",
                "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01",
                "tracestate", "a=b",
                "weir-depth", "3");

        // When
        HandlerOutcome outcome =
                fixture.call(action, Map.of("id", "a\"/é", "in", Map.of("n", 1)), client, HandlerFixture.PATIENT);

        // Then
        assertThat(outcome).isEqualTo(new Answered(200, Map.of("ok", true)));
        HttpServerRequest request = fixture.requests.get(0);
        assertThat(request.method().name()).isEqualTo("PATCH");
        assertThat(request.uri()).isEqualTo("/users/a%22%2F%C3%A9");
        assertThat(fixture.bodies).containsExactly("{\"in\":{\"n\":1},\"text\":\"<a\\\"/é>\",\"none\":null}");
        assertThat(request.headers().entries())
                .contains(
                        Map.entry("Authorization", "Bearer t"),
                        Map.entry("X-Key", "k-e\"y"),
                        Map.entry("Idempotency-Key", ID),
                        Map.entry("Weir-Action-Id", ID),
                        Map.entry("Weir-Attempt", "2"),
                        Map.entry("Weir-Depth", "3"),
                        Map.entry("tracestate", "a=b"),
                        Map.entry("User-Agent", "Weir/1"),
                        Map.entry("Content-Type", "application/json"),
                        Map.entry("Accept", "application/json, application/problem+json"));
        assertThat(request.getHeader("X-Tenant"))
                .as("a header whose value is null")
                .isNull();
        assertThat(request.getHeader("traceparent"))
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void shouldSendTheArgumentsWhereThereIsNoBody() {
        // Given
        String origin = local(fixture.serve(fixture::record));
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("id", "7");
        arguments.put("n", null);

        // When
        fixture.call(
                action(origin, "url: \"" + origin + "\" headers: [\"content-type: application/vnd.api+json\"]"),
                arguments);

        // Then
        assertThat(fixture.bodies).containsExactly("{\"id\":\"7\",\"n\":null}");
        assertThat(fixture.requests.get(0).uri()).isEqualTo("/");
        assertThat(fixture.requests.get(0).headers().getAll("Content-Type"))
                .containsExactly("application/vnd.api+json");
        assertThat(fixture.requests.get(0).getHeader("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void shouldPutArgumentsIntoTheQueryOfWhatHasNoBody(String method) {
        // Given
        String origin = local(fixture.serve(fixture::record));
        ActionDefinition action =
                action(origin, "url: \"%s/u/{{ args.id }}?a=b\" method: %s".formatted(origin, method));

        // When
        fixture.call(action, Map.of("id", "7", "tags", List.of("x y", "&")));

        // Then
        assertThat(fixture.requests.get(0).uri()).isEqualTo("/u/7?a=b&tags=x%20y&tags=%26");
        assertThat(fixture.bodies).containsExactly("");
        assertThat(fixture.requests.get(0).getHeader("Content-Type")).isNull();
    }

    @Test
    void shouldSendSeveralCommandsTogether() {
        // Given
        String origin = local(fixture.serve(fixture::record));
        ActionDefinition action = action(origin, "url: \"%s/\" batch: {size: 2, window: \"1ms\"}".formatted(origin));
        BatchCall call = new BatchCall(
                action,
                ID,
                1,
                List.of(new BatchCall.Command("c1", Map.of("id", "1")), new BatchCall.Command("c2", Map.of("id", "2"))),
                Map.of(),
                HandlerFixture.PATIENT);

        // When
        await(fixture.handlers().call(call));

        // Then
        assertThat(fixture.bodies.get(0))
                .contains(
                        "\"commands\":[{", "\"identifier\":\"c1\"", "\"args\":{\"id\":\"1\"}", "\"identifier\":\"c2\"");
        assertThat(fixture.requests.get(0).getHeader("Idempotency-Key")).isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            /u/{{ args.id }}   | ..      | the argument "id" is part of a path and must not make a segment that is empty, "." or ".."
            /u/.{{ args.id }}  | .       | the argument "id" is part of a path and must not make a segment that is empty, "." or ".."
            /u/{{ args.id }}   | x/../y  | the argument "id" is part of a path and must not make a segment that is empty, "." or ".."
            /u/{{ args.id }}   | ..\\y    | the argument "id" is part of a path and must not make a segment that is empty, "." or ".."
            /u/{{ args.id }}/x | ''      | the argument "id" is part of a path and must not make a segment that is empty, "." or ".."
            /u/{{ args.n }}    | 1       | the argument "n" is part of a path and must not be null
            """)
    void shouldRefuseWhatWouldLeaveThePath(String path, String id, String message) {
        // Given
        ActionDefinition action = action("http://api", "url: \"http://api%s\"".formatted(path));

        // Then
        assertThat(fixture.handlers().refusal(action, Map.of("id", id), Map.of()))
                .contains(message);
        assertBroken(fixture.call(action, Map.of("id", id)), ErrorCode.BAD_USER_INPUT, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\0", "a\u007f", "é"})
    void shouldRefuseWhatWouldLeaveAHeader(String value) {
        // Given
        ActionDefinition action = action(
                "http://api", "url: \"http://api\" headers: [\"A: {{ args.id }}\", \"B: {{ headers.x-tenant }}\"]");

        // Then
        assertThat(fixture.handlers().refusal(action, Map.of("id", value), Map.of()))
                .contains(
                        "the argument \"id\" is part of a header: it may hold visible ASCII characters, spaces and tabs"
                                + " only");
        assertThat(fixture.handlers().refusal(action, Map.of("id", "x"), Map.of("x-tenant", value)))
                .hasValueSatisfying(message -> assertThat(message).startsWith("the header \"x-tenant\""));
        assertThat(fixture.handlers().refusal(action, Map.of("id", "x"), Map.of()))
                .isEmpty();
    }
}
