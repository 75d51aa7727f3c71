package io.weir.action.handler;

import static io.weir.action.handler.HandlerFixture.action;
import static io.weir.action.handler.HandlerFixture.await;
import static io.weir.action.handler.HandlerFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpClientOptions;
import io.weir.action.handler.HandlerOutcome.Answered;
import io.weir.action.handler.HandlerOutcome.Broken;
import io.weir.action.handler.HandlerOutcome.Unusable;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusFailure;
import io.weir.bus.EventReply;
import io.weir.bus.RequestEvent;
import io.weir.cluster.Alone;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import io.weir.source.BusTopicClient;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls through a bridge that answers as the test says. */
class AmqpHandlersTest {

    private final Vertx vertx = Vertx.vertx();
    private final ActionDefinition action = action("http://api", "url: \"amqp:orders.{{ args.id }}\"");
    private final List<RequestEvent> requests = new CopyOnWriteArrayList<>();
    private HandlerFixture fixture;

    @BeforeEach
    void start() {
        BusCodecs.register(vertx.eventBus());
        BusTopicClient topics = new BusTopicClient(
                vertx,
                Alone.of("n1", 1),
                Set.of("default"),
                (provider, topic) -> false,
                Duration.ofSeconds(5),
                new Metrics());
        fixture = new HandlerFixture(new HttpClientOptions(), topics);
    }

    @AfterEach
    void stop() {
        fixture.close();
        await(vertx.close());
    }

    private void bridge(Consumer<Message<RequestEvent>> answer) {
        vertx.eventBus().<RequestEvent>consumer(BusAddress.provider("n1", "rabbit"), message -> {
            requests.add(message.body());
            answer.accept(message);
        });
    }

    @Test
    void shouldAskTheProvider() {
        // Given
        bridge(message -> message.reply(new EventReply(Buffer.buffer("{\"ok\": true}"), 0)));

        // When
        HandlerOutcome outcome = fixture.call(action, Map.of("id", "7"));

        // Then
        assertThat(outcome).isEqualTo(new Answered(200, Map.of("ok", true)));
        assertThat(requests.get(0).topic()).isEqualTo("orders.7");
        assertThat(requests.get(0).payload()).hasToString("{\"id\":\"7\"}");
        assertThat(requests.get(0).headers())
                .containsEntry("Idempotency-Key", HandlerFixture.ID)
                .containsEntry("Weir-Attempt", "2")
                .containsKey("traceparent");
    }

    @Test
    void shouldTakeTheStatusOfTheReply() {
        // Given
        bridge(message -> message.reply(new EventReply(Buffer.buffer("{\"message\": \"taken\"}"), 409)));

        // When
        HandlerOutcome.Rejected rejected = rejected(fixture.call(action, Map.of("id", "7")));

        // Then
        assertThat(rejected.httpStatus()).isEqualTo(409);
        assertThat(rejected.message()).isEqualTo("taken");
        assertThat(rejected.upstream()).hasToString("{\"message\": \"taken\"}");
    }

    @Test
    void shouldNotTakeTooMuch() {
        // Given
        Buffer large = Buffer.buffer("{\"a\": \"" + "x".repeat(HandlerFixture.MAX_RESPONSE) + "\"}");
        bridge(message -> message.reply(new EventReply(large, 0)));

        // Then
        assertThat(fixture.call(action, Map.of("id", "7"))).isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PROVIDER_UNAVAILABLE, PROVIDER_UNAVAILABLE, false",
        "PROVIDER_LOST, PROVIDER_UNAVAILABLE, true",
        "NO_RESPONDER, HANDLER_UNREACHABLE, false",
        "REFUSED, HANDLER_UNREACHABLE, false",
        "TIMEOUT, HANDLER_TIMEOUT, true"
    })
    void shouldKnowWhetherTheHandlerMayHaveSeenIt(BusFailure failure, ErrorCode code, boolean sent) {
        // Given
        bridge(message -> message.fail(failure.code(), "amqp://secret"));

        // Then
        assertThat(fixture.call(action, Map.of("id", "7"))).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.code()).isEqualTo(code);
            assertThat(broken.sent()).isEqualTo(sent);
            assertThat(broken.message()).doesNotContain("secret");
        });
    }

    @Test
    void shouldKnowThatNothingWasSentWithoutABridge() {
        assertThat(fixture.call(action, Map.of("id", "7"))).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
            assertThat(broken.sent()).isFalse();
        });
    }
}
