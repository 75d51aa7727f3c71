package io.weir.delivery.target;

import static io.weir.delivery.target.CourierFixture.DATA;
import static io.weir.delivery.target.CourierFixture.HAPPENED;
import static io.weir.delivery.target.CourierFixture.ID;
import static io.weir.delivery.target.CourierFixture.parcel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.weir.delivery.target.Verdict.Again;
import io.weir.delivery.target.Verdict.Done;
import io.weir.delivery.target.Verdict.Gone;
import io.weir.delivery.target.Verdict.Never;
import io.weir.delivery.target.Verdict.Reason;
import io.weir.graph.delivery.DeliveryDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks over real sockets. */
class WebhooksTest {

    private static final String NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDsuFuX9VQ9zY=";

    @TempDir
    Path folder;

    private CourierFixture weir;

    @BeforeEach
    void start() {
        weir = new CourierFixture(folder);
    }

    @AfterEach
    void stop() {
        weir.close();
    }

    private DeliveryDefinition to(String origin, String... more) {
        return weir.delivery("target: { url: \"%s/hook\" }\n%s".formatted(origin, String.join("\n", more)));
    }

    private static void ok(HttpServerRequest request) {
        request.response().end();
    }

    private static Reason reason(Verdict verdict) {
        if (verdict instanceof Again again) {
            return again.reason();
        }
        return verdict instanceof Never never ? never.reason() : ((Gone) verdict).reason();
    }

    @Test
    void shouldPostTheEnvelopeWithItsHeaders() {
        // Given
        DeliveryDefinition delivery = to(weir.serve(WebhooksTest::ok), "secret: " + NEW);

        // When
        Verdict verdict = weir.attempt(delivery);

        // Then
        assertThat(verdict).isEqualTo(new Done(null));
        HttpServerRequest request = weir.requests.get(0);
        assertThat(request.method().name() + " " + request.uri()).isEqualTo("POST /hook");
        assertThat(weir.bodies.get(0))
                .hasToString("{\"type\":\"placed\",\"timestamp\":\"2026-11-22T10:15:30.123Z\",\"data\":" + DATA + "}");
        MultiMap headers = request.headers();
        Map.of(
                        "content-type", "application/json",
                        "user-agent", "Weir/1",
                        "webhook-id", ID,
                        "webhook-timestamp", String.valueOf(HAPPENED.getEpochSecond()),
                        "idempotency-key", ID,
                        "weir-attempt", "3",
                        "weir-depth", "3")
                .forEach((name, value) -> assertThat(headers.get(name)).as(name).isEqualTo(value));
        Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", ID,
                        "ce-source", "/deliveries/d",
                        "ce-type", "placed",
                        "ce-time", "2026-11-22T10:15:30.123Z")
                .forEach((name, value) -> assertThat(headers.get(name)).as(name).isEqualTo(value));
    }

    @Test
    void shouldSignWithEverySecret() throws Exception {
        // Given
        DeliveryDefinition delivery = to(weir.serve(WebhooksTest::ok), "secret: [\"%s\", \"%s\"]".formatted(NEW, OLD));

        // When
        weir.attempt(delivery);

        // Then
        MultiMap headers = weir.requests.get(0).headers();
        assertThat(headers.get("webhook-signature"))
                .isEqualTo("v1," + signature(NEW, headers) + " v1," + signature(OLD, headers));
    }

    /** By the specification's own words, without anybody's library. */
    private String signature(String secret, MultiMap headers) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed = "%s.%s.%s"
                .formatted(
                        headers.get("webhook-id"),
                        headers.get("webhook-timestamp"),
                        weir.bodies.get(0).toString(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldNotSignWithoutASecret() {
        // When
        weir.attempt(to(weir.serve(WebhooksTest::ok)));

        // Then
        assertThat(weir.requests.get(0).headers().contains("webhook-signature")).isFalse();
    }

    @Test
    void shouldSendTheSameAgainUnderAFreshSignature() {
        // Given
        DeliveryDefinition delivery = to(weir.serve(WebhooksTest::ok), "secret: " + NEW);

        // When
        weir.attempt(delivery);
        weir.pass(Duration.ofHours(2));
        weir.attempt(delivery);

        // Then
        assertThat(weir.bodies.get(1)).isEqualTo(weir.bodies.get(0));
        MultiMap first = weir.requests.get(0).headers();
        MultiMap second = weir.requests.get(1).headers();
        assertThat(second.get("webhook-id")).isEqualTo(first.get("webhook-id"));
        assertThat(Long.parseLong(second.get("webhook-timestamp")) - Long.parseLong(first.get("webhook-timestamp")))
                .isEqualTo(7200);
        assertThat(second.get("webhook-signature")).isNotEqualTo(first.get("webhook-signature"));
    }

    @Test
    void shouldBeVerifiedByTheirLibrary() {
        // Given
        weir.pass(Duration.between(HAPPENED, Instant.now()));
        DeliveryDefinition delivery = to(weir.serve(WebhooksTest::ok), "secret: [\"%s\", \"%s\"]".formatted(NEW, OLD));

        // When
        weir.attempt(delivery);

        // Then
        Map<String, List<String>> headers = new HashMap<>();
        weir.requests.get(0).headers().forEach((name, value) -> headers.put(name, List.of(value)));
        String body = weir.bodies.get(0).toString();
        assertThatCode(() -> new Webhook(OLD).verify(body, headers)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(OLD).verify(body + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void shouldRenderTheTemplates() {
        // Given
        String origin = weir.serve(WebhooksTest::ok);
        DeliveryDefinition delivery = weir.delivery(
                "target: { url: \"%s/orders/{{ event.id }}?by={{ delivery.name }}\", body: '{\"n\": {{ event.n }}, \"big\": {{ event.big }}, \"none\": {{ event.gone }}, \"text\": \"no {{ data.orderPlaced.id }}, {{ event.n }}\"}' }"
                        .formatted(origin));

        // When
        weir.attempt(delivery);

        // Then
        assertThat(weir.requests.get(0).uri()).isEqualTo("/orders/7?by=d");
        assertThat(weir.bodies.get(0))
                .hasToString("{\"n\":5,\"big\":12345678901234567890,\"none\":null,\"text\":\"no 7, 5\"}");
    }

    @Test
    void shouldGiveUpWhereTheUrlHasNoValue() {
        // Given
        String origin = weir.serve(WebhooksTest::ok);
        DeliveryDefinition delivery = weir.delivery("target: { url: \"%s/{{ event.none }}\" }".formatted(origin));

        // When
        Verdict verdict = weir.attempt(delivery);

        // Then
        assertThat(verdict)
                .isEqualTo(new Never(new Reason(
                        "BAD_VALUE", "the event's field \"none\" is part of a path and must not be null", null, null)));
        assertThat(weir.requests).isEmpty();
    }

    @Test
    void shouldKeepTheAnswer() {
        // Given
        DeliveryDefinition delivery =
                to(weir.serve(request -> request.response().setStatusCode(201).end("{\"id\": 9}")));

        // Then
        assertThat(weir.attempt(delivery)).isEqualTo(new Done(Buffer.buffer("{\"id\": 9}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thanks", "null", ""})
    void shouldTakeAnyAnswerThatNobodyNeeds(String answer) {
        // Given
        DeliveryDefinition delivery =
                to(weir.serve(request -> request.response().end(answer)));

        // Then
        assertThat(weir.attempt(delivery)).isEqualTo(new Done(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thanks", "null", "", "[1]", "5"})
    void shouldNotTakeNonsenseWhereThenNeedsTheAnswer(String answer) {
        // Given
        DeliveryDefinition delivery =
                to(weir.serve(request -> request.response().end(answer)), "then: \"moveOrder(id: {{ response.id }})\"");

        // Then
        assertThat(weir.attempt(delivery))
                .isEqualTo(new Never(new Reason(
                        "MALFORMED_RESPONSE",
                        "the target did it, but its answer is no JSON object, which `then` needs",
                        null,
                        null)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 404, 409, 422, 429, 500, 503})
    void shouldTryAgainWhateverElseIsAnswered(int status) {
        // Given
        DeliveryDefinition delivery = to(weir.serve(request -> request.response()
                .putHeader("Location", "http://localhost:9/other")
                .setStatusCode(status)
                .end("no\n way")));

        // When
        Verdict verdict = weir.attempt(delivery);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Again.class, again -> {
            assertThat(again.after()).isNull();
            assertThat(again.reason().code()).isEqualTo("HTTP_STATUS");
            assertThat(again.reason().status()).isEqualTo(status);
            assertThat(again.reason().answer()).isEqualTo("no  way");
            assertThat(again.reason().message()).startsWith("the target answered " + status);
        });
        assertThat(weir.requests).hasSize(1);
    }

    @Test
    void shouldHonourRetryAfter() {
        // Given
        DeliveryDefinition delivery = to(weir.serve(request -> request.response()
                .putHeader("Retry-After", "120")
                .setStatusCode(503)
                .end()));

        // Then
        assertThat(weir.attempt(delivery))
                .isInstanceOfSatisfying(
                        Again.class, again -> assertThat(again.after()).isEqualTo(Duration.ofMinutes(2)));
    }

    @Test
    void shouldLeaveWhoeverIsGone() {
        // Given
        DeliveryDefinition delivery =
                to(weir.serve(request -> request.response().setStatusCode(410).end()));

        // Then
        assertThat(weir.attempt(delivery))
                .isEqualTo(new Gone(new Reason("HTTP_STATUS", "the target answered 410 Gone", 410, null)));
    }

    @Test
    void shouldNotReadTenMegabytes() {
        // Given
        String origin = weir.serve(request -> request.response().end(Buffer.buffer(new byte[10 << 20])));

        // Then
        assertThat(weir.attempt(to(origin))).isEqualTo(new Done(null));
        assertThat(weir.attempt(to(origin, "then: \"moveOrder(id: {{ response.id }})\"")))
                .isEqualTo(new Never(new Reason("MALFORMED_RESPONSE", "the answer is too large", null, null)));
    }

    @Test
    void shouldShowOnlyTheBeginningOfARefusal() {
        // Given
        DeliveryDefinition delivery =
                to(weir.serve(request -> request.response().setStatusCode(500).end("x".repeat(100_000))));

        // Then
        assertThat(reason(weir.attempt(delivery)).answer()).hasSize(1024);
    }

    @Test
    void shouldNotWaitLongerThanAnAttemptMayTake() {
        // Given
        DeliveryDefinition delivery = to(weir.serve(request -> {}), "timeout: 50ms");

        // Then
        assertThat(weir.attempt(delivery))
                .isEqualTo(new Again(new Reason("TIMEOUT", "no answer in time", null, null), null));
    }

    @Test
    void shouldBelieveTheStatusOfAnAnswerThatNeverEnds() {
        // Given
        String origin = weir.serveRaw(socket ->
                socket.handler(bytes -> socket.write("HTTP/1.1 410 Gone\r\nContent-Length: 100\r\n\r\nbegun")));

        // Then
        assertThat(weir.attempt(to(origin, "timeout: 200ms"))).isInstanceOf(Gone.class);
    }

    @Test
    void shouldTryAgainWhenTheConnectionBreaks() {
        // Given
        String origin = weir.serveRaw(socket -> socket.handler(bytes -> socket.close()));

        // Then
        assertThat(weir.attempt(to(origin)))
                .isEqualTo(new Again(new Reason("UNREACHABLE", "the connection broke", null, null), null));
    }

    @Test
    void shouldTryAgainWhenNobodyListens() {
        // Given
        DeliveryDefinition delivery = to(weir.allowed(1));

        // Then
        assertThat(weir.attempt(delivery))
                .isEqualTo(new Again(
                        new Reason("UNREACHABLE", "nothing was sent: there is no connection", null, null), null));
    }

    @Test
    void shouldNotCallAddressesThatNoServiceHas() throws Exception {
        // Given
        weir.name("metadata.example.com", "169.254.169.254");
        weir.allow("http://metadata.example.com");

        // When
        Verdict verdict = weir.attempt(to("http://metadata.example.com"));

        // Then
        assertThat(verdict)
                .isEqualTo(new Never(new Reason(
                        "NOT_ALLOWED",
                        "nothing was sent: the name leads to an address that may not be called",
                        null,
                        null)));
    }

    @Test
    void shouldNotSendWhatIsTooLarge() {
        // Given
        DeliveryDefinition delivery = to(weir.serve(WebhooksTest::ok), "maxPayload: 100B");

        // When
        Verdict verdict = weir.attempt(delivery);

        // Then
        assertThat(reason(verdict).code()).isEqualTo("PAYLOAD_TOO_LARGE");
        assertThat(reason(verdict).message()).endsWith("bytes, at most 100 are allowed");
        assertThat(verdict).isInstanceOf(Never.class);
        assertThat(weir.requests).isEmpty();
    }

    @Test
    void shouldShowNoSecret() {
        // Given
        DeliveryDefinition delivery = to(weir.serve(WebhooksTest::ok), "secret: " + NEW);

        // Then
        assertThat(parcel(delivery).toString() + delivery.config())
                .doesNotContain(NEW)
                .doesNotContain("/hook");
    }
}
