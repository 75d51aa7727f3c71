package io.weir.delivery.target;

import static io.weir.delivery.target.CourierFixture.DATA;
import static io.weir.delivery.target.CourierFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.weir.bus.EventAttributes;
import io.weir.delivery.target.Verdict.Again;
import io.weir.delivery.target.Verdict.Done;
import io.weir.delivery.target.Verdict.Never;
import io.weir.delivery.target.Verdict.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries to topics, and to addresses of a real event bus. */
class TopicsAndBusTest {

    @TempDir
    Path folder;

    private CourierFixture weir;
    private final List<Message<Object>> messages = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        weir = new CourierFixture(folder);
    }

    @AfterEach
    void stop() {
        weir.close();
    }

    private Verdict toTopic(String lines) {
        return weir.attempt(weir.delivery(lines));
    }

    private Verdict toBus(Consumer<Message<Object>> handler, String... lines) {
        weir.vertx.eventBus().consumer("ledger", message -> {
            messages.add(message);
            handler.accept(message);
        });
        return weir.attempt(weir.delivery("target: { bus: ledger }\n" + String.join("\n", lines)));
    }

    @Test
    void shouldPublishTheOneObject() {
        // When
        Verdict verdict = toTopic("target: { topic: \"copies.{{ event.id }}.{{ event.n }}\" }");

        // Then
        assertThat(verdict).isEqualTo(new Done(null));
        assertThat(weir.topics.sent())
                .containsExactly("copies.7.5 {\"__typename\":\"Order\",\"id\":\"7\",\"note\":\"für 1 €\"}");
        assertThat(weir.topics.attributes()).containsExactly(new EventAttributes(ID, "/deliveries/d", null, 3));
    }

    @Test
    void shouldPublishAgainWhatAProviderRefuses() {
        // Given
        weir.topics.refuse();

        // Then
        assertThat(toTopic("target: { topic: copies }"))
                .isEqualTo(new Again(new Reason("REFUSED", "no broker", null, null), null));
    }

    @Test
    void shouldNotLetAnEventWidenTheTopic() {
        assertThat(toTopic("target: { topic: \"copies.{{ event.none }}\" }"))
                .isEqualTo(new Never(new Reason(
                        "BAD_VALUE",
                        "the event's field \"none\" is part of a topic and must not be null",
                        null,
                        null)));
        assertThat(weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldNotPublishWhatIsTooLarge() {
        assertThat(toTopic("target: { topic: copies }\nmaxPayload: 20B")).isInstanceOf(Never.class);
        assertThat(weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldAskTheBus() {
        // When
        Verdict verdict = toBus(message -> message.reply(new JsonObject("{\"id\": 5}")));

        // Then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.response()).hasToString("{\"id\":5}"));
        assertThat(messages.get(0).body())
                .isEqualTo(new JsonObject()
                        .put("type", "placed")
                        .put("timestamp", "2026-11-22T10:15:30.123Z")
                        .put("data", new JsonObject(DATA)));
        assertThat(messages.get(0).headers().get("Idempotency-Key")).isEqualTo(ID);
        assertThat(messages.get(0).headers().get("Weir-Attempt")).isEqualTo("3");
        assertThat(messages.get(0).headers().get(EventAttributes.DEPTH_HEADER)).isEqualTo("3");
    }

    @Test
    void shouldTakeAnyReplyThatNobodyNeeds() {
        assertThat(toBus(message -> message.reply("thanks"))).isEqualTo(new Done(null));
    }

    @Test
    void shouldNotTakeNonsenseWhereThenNeedsTheReply() {
        assertThat(toBus(message -> message.reply("thanks"), "then: \"moveOrder(id: {{ response.id }})\""))
                .isEqualTo(new Never(new Reason(
                        "MALFORMED_RESPONSE",
                        "the handler did it, but its reply is no JSON object, which `then` needs",
                        null,
                        null)));
    }

    @Test
    void shouldTryAgainWhenTheHandlerSaysNo() {
        assertThat(toBus(message -> message.fail(409, "not now")))
                .isEqualTo(new Again(new Reason("REFUSED", "the handler said no", 409, "not now"), null));
    }

    @Test
    void shouldTryAgainWhenTheHandlerIsSilent() {
        assertThat(toBus(message -> {}, "timeout: 50ms"))
                .isInstanceOfSatisfying(
                        Again.class, again -> assertThat(again.reason().code()).isEqualTo("TIMEOUT"));
    }

    @Test
    void shouldTryAgainWhenNobodyListens() {
        assertThat(weir.attempt(weir.delivery("target: { bus: nobody }")))
                .isEqualTo(new Again(new Reason("UNREACHABLE", "no one listens on the address", null, null), null));
    }

    @Test
    void shouldNotAskTheBusWhatIsTooLarge() {
        assertThat(toBus(message -> message.reply(null), "maxPayload: 20B")).isInstanceOf(Never.class);
        assertThat(messages).isEmpty();
    }
}
