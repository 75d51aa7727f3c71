package io.weir.action.handler;

import static io.weir.action.handler.HandlerFixture.MAX_RESPONSE;
import static io.weir.action.handler.HandlerFixture.assertBroken;
import static io.weir.action.handler.HandlerFixture.local;
import static io.weir.action.handler.HandlerFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.action.handler.HandlerOutcome.Answered;
import io.weir.action.handler.HandlerOutcome.Unusable;
import io.weir.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What handlers answer over HTTP, and how they fail to. */
class HttpAnswersTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final HandlerFixture fixture = new HandlerFixture();

    @AfterEach
    void stop() {
        fixture.close();
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
        int target = fixture.serve(fixture::record);
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
        assertThat(fixture.requests).isEmpty();
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
}
