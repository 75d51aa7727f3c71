package io.weir.action.handler;

import static io.weir.action.handler.HandlerFixture.ID;
import static io.weir.action.handler.HandlerFixture.MAX_RESPONSE;
import static io.weir.action.handler.HandlerFixture.action;
import static io.weir.action.handler.HandlerFixture.await;
import static io.weir.action.handler.HandlerFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.weir.action.handler.HandlerOutcome.Answered;
import io.weir.action.handler.HandlerOutcome.Broken;
import io.weir.action.handler.HandlerOutcome.Unusable;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import io.weir.testing.FreePorts;
import io.weir.testing.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHandlersTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final HandlerFixture fixture = new HandlerFixture();
    private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void record(HttpServerRequest request) {
        request.bodyHandler(body -> {
            requests.add(request);
            bodies.add(body.toString());
            request.response().end("{\"ok\": true}");
        });
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }

    @Test
    void shouldSendWhatTheTemplatesSay() {
        // Given
        String origin = local(fixture.serve(this::record));
        ActionDefinition action = action(origin, """
                url: "%s/users/{{ args.id }}?n={{ args.n }}" method: PATCH
                headers: ["Authorization: {{ headers.authorization }}", "X-Tenant: t{{ headers.x-tenant }}",
                  "X-Key: {{ env.API_KEY }}"]
                body: "{\\"in\\": {{ args.in }}, \\"text\\": \\"<{{ args.id }}>\\", \\"none\\": {{ args.n }}}"
                """.formatted(origin));
        Map<String, String> client = Map.of(
                "authorization", "Bearer t",
                "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01",
                "tracestate", "a=b");

        // When
        HandlerOutcome outcome =
                fixture.call(action, Map.of("id", "a\"/é", "in", Map.of("n", 1)), client, HandlerFixture.PATIENT);

        // Then
        assertThat(outcome).isEqualTo(new Answered(200, Map.of("ok", true)));
        HttpServerRequest request = requests.get(0);
        assertThat(request.method().name()).isEqualTo("PATCH");
        assertThat(request.uri()).isEqualTo("/users/a%22%2F%C3%A9");
        assertThat(bodies).containsExactly("{\"in\":{\"n\":1},\"text\":\"<a\\\"/é>\",\"none\":null}");
        assertThat(request.headers().entries())
                .contains(
                        Map.entry("Authorization", "Bearer t"),
                        Map.entry("X-Key", "k-e\"y"),
                        Map.entry("Idempotency-Key", ID),
                        Map.entry("Weir-Action-Id", ID),
                        Map.entry("Weir-Attempt", "2"),
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
        String origin = local(fixture.serve(this::record));
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("id", "7");
        arguments.put("n", null);

        // When
        fixture.call(
                action(origin, "url: \"" + origin + "\" headers: [\"content-type: application/vnd.api+json\"]"),
                arguments);

        // Then
        assertThat(bodies).containsExactly("{\"id\":\"7\",\"n\":null}");
        assertThat(requests.get(0).uri()).isEqualTo("/");
        assertThat(requests.get(0).headers().getAll("Content-Type")).containsExactly("application/vnd.api+json");
        assertThat(requests.get(0).getHeader("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void shouldPutArgumentsIntoTheQueryOfWhatHasNoBody(String method) {
        // Given
        String origin = local(fixture.serve(this::record));
        ActionDefinition action =
                action(origin, "url: \"%s/u/{{ args.id }}?a=b\" method: %s".formatted(origin, method));

        // When
        fixture.call(action, Map.of("id", "7", "tags", List.of("x y", "&")));

        // Then
        assertThat(requests.get(0).uri()).isEqualTo("/u/7?a=b&tags=x%20y&tags=%26");
        assertThat(bodies).containsExactly("");
        assertThat(requests.get(0).getHeader("Content-Type")).isNull();
    }

    @Test
    void shouldSendSeveralCommandsTogether() {
        // Given
        String origin = local(fixture.serve(this::record));
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
        assertThat(bodies.get(0))
                .contains(
                        "\"commands\":[{", "\"identifier\":\"c1\"", "\"args\":{\"id\":\"1\"}", "\"identifier\":\"c2\"");
        assertThat(requests.get(0).getHeader("Idempotency-Key")).isEqualTo(ID);
    }

    @Test
    void shouldCallAgainOnTheSameConnection() {
        // Given
        Set<Object> connections = ConcurrentHashMap.newKeySet();
        String origin = local(fixture.serve(request -> {
            connections.add(request.connection());
            request.response().end("{}");
        }));

        ActionDefinition action = action(origin, "url: \"" + origin + "\"");
        HandlerCall call = new HandlerCall(action, ID, 1, Map.of(), Map.of(), HandlerFixture.PATIENT);
        Context caller = fixture.vertx.getOrCreateContext();

        // When
        for (int i = 0; i < 3; i++) {
            Promise<HandlerOutcome> outcome = Promise.promise();
            caller.runOnContext(here -> fixture.handlers().call(call).onComplete(outcome));
            await(outcome.future());
        }

        // Then
        assertThat(connections).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            204 | text/plain       | ""
            200 | application/json | ""
            202 | application/json | null
            """)
    void shouldTakeAnAnswerThatSaysNoMore(int status, String type, String body) {
        assertThat(fixture.post(local(fixture.serve(status, type, body)))).isEqualTo(new Answered(status, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello</html>", "[1]", "7", "{\"a\": ", "{} {}"})
    void shouldNotTakeAnAnswerThatIsNoObject(String body) {
        assertThat(fixture.post(local(fixture.serve(200, "application/json", body))))
                .isInstanceOfSatisfying(Unusable.class, unusable -> {
                    assertThat(unusable.httpStatus()).isEqualTo(200);
                    assertThat(unusable.code()).isEqualTo(ErrorCode.HANDLER_MALFORMED_REPLY);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            409 | application/problem+json | {"title": "Taken", "detail": "the name is taken", "code": 5} | the name is taken
            400 | application/problem+json | {"title": "Taken"}                            | Taken
            422 | application/json         | {"message": "too short"}                      | too short
            403 | application/json         | {"error": "no"}                               | no
            403 | application/json         | {"error": {"message": "not you"}}             | not you
            500 | application/json         | {"message": ""}                               | the handler answered 500 Internal Server Error
            404 | text/html                | <h1>not found</h1>                            | the handler answered 404 Not Found
            401 | text/plain               | ''                                            | the handler answered 401 Unauthorized
            418 | application/json         | {"message": "a\\nb"}                          | a b
            """)
    void shouldSayWhyTheHandlerRefused(int status, String type, String body, String message) {
        // When
        HandlerOutcome.Rejected rejected = rejected(fixture.post(local(fixture.serve(status, type, body))));

        // Then
        assertThat(rejected.httpStatus()).isEqualTo(status);
        assertThat(rejected.message()).isEqualTo(message);
        assertThat(rejected.upstream()).isEqualTo(body.startsWith("{") ? Buffer.buffer(body) : null);
        assertThat(rejected.retryAfter()).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldTellWhenToTryAgain() {
        // Given
        int port = fixture.serve(request -> request.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "7")
                .end());

        // Then
        assertThat(rejected(fixture.post(local(port))).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void shouldNotFollowARedirect(int status) {
        // Given
        int target = fixture.serve(this::record);
        int port = fixture.serve(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", local(target) + "/do")
                .end());

        // When
        HandlerOutcome.Rejected rejected = rejected(fixture.post(local(port)));

        // Then
        assertThat(rejected.httpStatus()).isEqualTo(status);
        assertThat(rejected.message())
                .contains("a redirect, which is not followed")
                .doesNotContain(local(target));
        assertThat(requests).isEmpty();
    }

    @Test
    void shouldNotKnowWhatBecameOfACallWhoseConnectionEnds() {
        // Given
        int port = fixture.listen(socket -> socket.handler(bytes -> socket.close()));

        // Then
        assertBroken(fixture.post(local(port)), ErrorCode.HANDLER_UNREACHABLE, true);
    }

    @Test
    void shouldNotKnowWhatBecameOfACallWhoseAnswerIsCutOff() {
        // Given
        int port = fixture.listen(socket -> socket.handler(bytes -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\"");
            socket.close();
        }));

        // Then
        assertBroken(fixture.post(local(port)), ErrorCode.HANDLER_UNREACHABLE, true);
    }

    @Test
    void shouldNotWaitForAnAnswerThatNeverComes() {
        // Given
        int port = fixture.listen(socket -> {});

        // Then
        assertBroken(fixture.post(local(port), SHORT), ErrorCode.HANDLER_TIMEOUT, true);
    }

    @Test
    void shouldNotWaitForAnAnswerThatDrips() {
        // Given
        int port = fixture.listen(socket -> socket.handler(bytes -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{");
            long drip = fixture.vertx.setPeriodic(20, tick -> socket.write(" "));
            socket.closeHandler(closed -> fixture.vertx.cancelTimer(drip));
        }));

        // Then
        assertBroken(fixture.post(local(port), SHORT), ErrorCode.HANDLER_TIMEOUT, true);
    }

    @Test
    void shouldTakeARefusalForOneThoughItsRestIsMissing() {
        // Given
        int port = fixture.listen(socket -> socket.handler(
                bytes -> socket.write("HTTP/1.1 503 x\r\nRetry-After: 3\r\nContent-Length: 900\r\n\r\n{")));

        // Then
        HandlerOutcome.Rejected rejected = rejected(fixture.post(local(port), SHORT));
        assertThat(rejected.httpStatus()).isEqualTo(503);
        assertThat(rejected.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void shouldNotTakeTooMuch() {
        // Given
        String large = "{\"a\": \"" + "x".repeat(MAX_RESPONSE) + "\"}";

        // Then
        assertThat(fixture.post(local(fixture.serve(200, "application/json", large))))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.code()).isEqualTo(ErrorCode.HANDLER_REPLY_TOO_LARGE));
        HandlerOutcome.Rejected rejected = rejected(fixture.post(local(fixture.serve(500, "application/json", large))));
        assertThat(rejected.upstream()).isNull();
        assertThat(rejected.message()).isEqualTo("the handler answered 500 Internal Server Error");
    }

    @Test
    void shouldNotTakeAnAnswerWithoutEnd() {
        // Given
        int port = fixture.serve(request -> {
            request.response().setChunked(true);
            fixture.vertx.setPeriodic(1, tick -> request.response().write("x".repeat(100)));
        });

        // Then
        assertThat(fixture.post(local(port)))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.code()).isEqualTo(ErrorCode.HANDLER_REPLY_TOO_LARGE));
    }

    @Test
    void shouldUnpackWhatIsPacked() throws IOException {
        assertThat(fixture.post(local(packed("gzip", gzip("{\"ok\": true}")))))
                .isEqualTo(new Answered(200, Map.of("ok", true)));
    }

    @Test
    void shouldNotUnpackABomb() throws IOException {
        // Given
        byte[] bomb = gzip("{\"a\": \"" + " ".repeat(500_000) + "\"}");
        assertThat(bomb.length).isLessThan(MAX_RESPONSE);

        // Then
        assertThat(fixture.post(local(packed("gzip", bomb))))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.code()).isEqualTo(ErrorCode.HANDLER_REPLY_TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, gzip", "gzip"})
    void shouldNotTakeWhatItCannotUnpack(String encoding) {
        assertThat(fixture.post(local(packed(encoding, new byte[] {1, 2, 3}))))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.code()).isEqualTo(ErrorCode.HANDLER_MALFORMED_REPLY));
    }

    private int packed(String encoding, byte[] body) {
        return fixture.serve(request ->
                request.response().putHeader("Content-Encoding", encoding).end(Buffer.buffer(body)));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes());
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldKnowThatNothingWasSentWithoutAConnection() {
        assertBroken(fixture.post(local(FreePorts.next())), ErrorCode.HANDLER_UNREACHABLE, false);
        assertBroken(fixture.post("http://nobody.test"), ErrorCode.HANDLER_UNREACHABLE, false);
        assertBroken(fixture.post("http://999.1.2.3"), ErrorCode.HANDLER_UNREACHABLE, false);
    }

    @Test
    void shouldConnectToTheAddressesOfTheName() throws Exception {
        // Given
        int port = fixture.serve(this::record);
        fixture.name("api.test", "127.0.0.9", "127.0.0.1");

        // When
        HandlerOutcome outcome = fixture.post("http://api.test:" + port);

        // Then the second one listens
        assertThat(outcome).isInstanceOf(Answered.class);
        assertThat(requests.get(0).getHeader("Host")).isEqualTo("api.test:" + port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "0.0.0.0",
                "fe80::1",
                "224.0.0.1",
                "64:ff9b::a9fe:a9fe"
            })
    void shouldNotFollowANameToWhereNoServiceIs(String address) throws Exception {
        // Given
        int port = fixture.serve(this::record);
        fixture.name("api.test", "127.0.0.1", address);

        // Then
        assertBroken(fixture.post("http://api.test:" + port), ErrorCode.HANDLER_NOT_ALLOWED, false);
        assertThat(requests).isEmpty();
    }

    @Test
    void shouldCallAnAddressThatTheListNames() {
        // Given
        int port = fixture.serve(this::record);

        // Then
        assertThat(fixture.post("http://[::ffff:127.0.0.1]:" + port)).isInstanceOf(Answered.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void shouldCheckTheConnectionThatWasMade() {
        // Given a server that is reached under another address than it was called by
        int port = fixture.serve(this::record);

        // Then
        assertBroken(fixture.post("http://0.0.0.0:" + port), ErrorCode.HANDLER_NOT_ALLOWED, false);
        assertThat(requests).isEmpty();
    }

    @Test
    void shouldCallOverTlsWhomTheCertificateNames(@TempDir Path folder) throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.in(folder);
        HttpClientOptions trusting = new HttpClientOptions()
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(certificate.pem().toString()));
        try (HandlerFixture tls = new HandlerFixture(trusting, null)) {
            tls.name("other.test", "127.0.0.1");
            int port = tls.serve(
                    new HttpServerOptions()
                            .setSsl(true)
                            .setKeyCertOptions(new PfxOptions()
                                    .setPath(certificate.keyStore().toString())
                                    .setPassword(TestCertificate.PASSWORD)),
                    this::record);

            // Then
            assertThat(tls.post("https://localhost:" + port)).isInstanceOf(Answered.class);
            assertBroken(tls.post("https://other.test:" + port), ErrorCode.HANDLER_UNREACHABLE, false);
            assertBroken(fixture.post("https://localhost:" + port), ErrorCode.HANDLER_UNREACHABLE, false);
            assertThat(requests).hasSize(1);
        }
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

    private static void assertBroken(HandlerOutcome outcome, ErrorCode code, boolean sent) {
        assertThat(outcome).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.code()).isEqualTo(code);
            assertThat(broken.sent()).as("sent").isEqualTo(sent);
            assertThat(broken.message()).doesNotContain("127.0.0.1", "169.254", "http");
        });
    }
}
