package io.weir.action.handler;

import static io.weir.action.handler.HandlerFixture.action;
import static io.weir.action.handler.HandlerFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.weir.action.handler.HandlerOutcome.Answered;
import io.weir.action.handler.HandlerOutcome.Broken;
import io.weir.action.handler.HandlerOutcome.Unusable;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusHandlersTest {

    private final HandlerFixture fixture = new HandlerFixture();
    private final ActionDefinition action = action("http://api", "url: \"bus:orders.{{ args.id }}\"");
    private final List<Message<Object>> messages = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void answer(String address, Object reply) {
        fixture.vertx.eventBus().consumer(address, message -> {
            messages.add(message);
            message.reply(reply);
        });
    }

    @Test
    void shouldAskTheAddress() {
        // Given
        answer("orders.7", new JsonObject().put("ok", true));

        // When
        HandlerOutcome outcome = fixture.call(action, Map.of("id", "7", "in", Map.of("n", 1)));

        // Then
        assertThat(outcome).isEqualTo(new Answered(200, Map.of("ok", true)));
        assertThat(messages.get(0).body())
                .isEqualTo(new JsonObject().put("id", "7").put("in", new JsonObject().put("n", 1)));
        assertThat(messages.get(0).headers().get("Idempotency-Key")).isEqualTo(HandlerFixture.ID);
        assertThat(messages.get(0).headers().get("Weir-Action-Id")).isEqualTo(HandlerFixture.ID);
        assertThat(messages.get(0).headers().get("Weir-Attempt")).isEqualTo("2");
        assertThat(messages.get(0).headers().get("traceparent")).isNotNull();
    }

    @Test
    void shouldAskThePatternWhereNoOneListensOnTheAddress() {
        // Given
        answer("orders.*", "{\"ok\": true}");

        // Then
        assertThat(fixture.call(action, Map.of("id", "7"))).isEqualTo(new Answered(200, Map.of("ok", true)));
        assertThat(messages.get(0).headers().get("topic")).isEqualTo("orders.7");
    }

    @Test
    void shouldSendTheBodyThatTheSchemaSays() {
        // Given
        answer("orders", null);
        ActionDefinition shaped =
                action("http://api", "url: \"bus:orders\" body: \"{\\\"order\\\": \\\"{{ args.id }}\\\"}\"");

        // Then
        assertThat(fixture.call(shaped, Map.of("id", "7"))).isEqualTo(new Answered(200, null));
        assertThat(messages.get(0).body()).isEqualTo(new JsonObject().put("order", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "[1]", "1"})
    void shouldNotTakeAReplyThatIsNoObject(String reply) {
        // Given
        answer("orders.7", reply);

        // Then
        assertThat(fixture.call(action, Map.of("id", "7")))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.code()).isEqualTo(ErrorCode.HANDLER_MALFORMED_REPLY));
    }

    @Test
    void shouldNotTakeTooMuch() {
        // Given
        answer("orders.7", Buffer.buffer("{\"a\": \"" + "x".repeat(HandlerFixture.MAX_RESPONSE) + "\"}"));

        // Then
        assertThat(fixture.call(action, Map.of("id", "7")))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.code()).isEqualTo(ErrorCode.HANDLER_REPLY_TOO_LARGE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            404 | no such order          | 404 | no such order
            409 | {"message": "taken"}   | 409 | taken
            7   | broken                 | 500 | broken
            503 | ''                     | 503 | the handler answered 503 Service Unavailable
            """)
    void shouldSayWhyTheHandlerRefused(int code, String text, int status, String message) {
        // Given
        fixture.vertx.eventBus().consumer("orders.7", asked -> asked.fail(code, text));

        // When
        HandlerOutcome.Rejected rejected = rejected(fixture.call(action, Map.of("id", "7")));

        // Then
        assertThat(rejected.httpStatus()).isEqualTo(status);
        assertThat(rejected.message()).isEqualTo(message);
        assertThat(rejected.upstream()).isEqualTo(text.startsWith("{") ? Buffer.buffer(text) : null);
    }

    @Test
    void shouldKnowThatNothingWasSentWhereNoOneListens() {
        assertBroken(fixture.call(action, Map.of("id", "7")), ErrorCode.HANDLER_UNREACHABLE, false);
    }

    @Test
    void shouldNotKnowWhatBecameOfARequestWithoutReply() {
        // Given
        fixture.vertx.eventBus().consumer("orders.7", message -> {});

        // Then
        HandlerOutcome outcome = fixture.call(action, Map.of("id", "7"), Map.of(), Duration.ofMillis(200));
        assertBroken(outcome, ErrorCode.HANDLER_TIMEOUT, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a.#", "a b", "a..b", ""})
    void shouldRefuseAValueThatWouldWidenTheAddress(String id) {
        assertThat(fixture.handlers().refusal(action, Map.of("id", id), Map.of()))
                .hasValueSatisfying(
                        message -> assertThat(message).startsWith("the argument \"id\" cannot be part of a topic: "));
    }

    private static void assertBroken(HandlerOutcome outcome, ErrorCode code, boolean sent) {
        assertThat(outcome).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.code()).isEqualTo(code);
            assertThat(broken.sent()).as("sent").isEqualTo(sent);
        });
    }
}
