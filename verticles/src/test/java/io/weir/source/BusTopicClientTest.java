package io.weir.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;
import io.weir.cluster.Alone;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusTopicClientTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    private final Vertx vertx = Vertx.vertx();
    private final TopicClient topics = new BusTopicClient(
            vertx, Alone.of("n1", 1), Set.of("default"), (provider, topic) -> false, SHORT, new Metrics());

    BusTopicClientTest() {
        BusCodecs.register(vertx.eventBus());
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private String failure(String provider, String topic, String pattern) throws Exception {
        try {
            await(topics.request(provider, topic, pattern, Buffer.buffer("{}"), SHORT));
            throw new AssertionError("it answered");
        } catch (ExecutionException e) {
            SourceException failure = (SourceException) e.getCause();
            return failure.code() + ": " + failure.getMessage();
        }
    }

    @Test
    void shouldPublishJsonThatAnyVerticleUnderstands() throws Exception {
        // Given
        CompletableFuture<Message<JsonObject>> received = new CompletableFuture<>();
        await(vertx.eventBus().<JsonObject>consumer("t.1", received::complete).completion());

        // When
        await(topics.publish(
                "default",
                "t.1",
                new EventAttributes("e1", "shop", "order"),
                Buffer.buffer("{\"n\":123456789012345678901234567890}")));

        // Then
        Message<JsonObject> message = received.get(10, TimeUnit.SECONDS);
        assertThat(message.body().encode()).isEqualTo("{\"n\":123456789012345678901234567890}");
        assertThat(message.headers().get("id")).isEqualTo("e1");
        assertThat(message.headers().get("source")).isEqualTo("shop");
        assertThat(message.headers().get("type")).isEqualTo("order");
    }

    @Test
    void shouldAskThePatternWhereNoOneListensOnTheTopic() throws Exception {
        await(vertx.eventBus()
                .<JsonObject>consumer(
                        "get.*", m -> m.reply(m.body().put("topic", m.headers().get("topic"))))
                .completion());
        Buffer reply = await(topics.request("default", "get.7", "get.*", Buffer.buffer("{\"id\":7}"), SHORT));
        assertThat(reply.toString()).isEqualTo("{\"id\":7,\"topic\":\"get.7\"}");
    }

    @Test
    void shouldPreferTheTopicItself() throws Exception {
        await(vertx.eventBus()
                .<JsonObject>consumer("get.*", m -> m.reply("\"pattern\""))
                .completion());
        await(vertx.eventBus()
                .<JsonObject>consumer("get.7", m -> m.reply("\"topic\""))
                .completion());
        assertThat(await(topics.request("default", "get.7", "get.*", Buffer.buffer("{}"), SHORT))
                        .toString())
                .isEqualTo("\"topic\"");
    }

    @Test
    void shouldHandOnAReplyThatIsNotJson() throws Exception {
        // Given
        await(vertx.eventBus().consumer("get.7", m -> m.reply("oops")).completion());

        // When
        Buffer reply = await(topics.request("default", "get.7", "get.*", Buffer.buffer("{}"), SHORT));

        // Then whoever parses it says what is wrong with it
        assertThat(reply.toString()).isEqualTo("oops");
    }

    @Test
    void shouldSayThatNoReplyCame() throws Exception {
        assertThat(failure("default", "no.one", "no.*")).startsWith("EVENT_REQUEST_TIMEOUT: no one answers");
        await(vertx.eventBus().consumer("mute", message -> {}).completion());
        assertThat(failure("default", "mute", "mute")).startsWith("EVENT_REQUEST_TIMEOUT: no reply in time");
        await(vertx.eventBus()
                .consumer("cross", message -> message.fail(7, "jdbc:secret"))
                .completion());
        assertThat(failure("default", "cross", "cross"))
                .isEqualTo("EVENT_REQUEST_FAILED: the responder refused the request");
    }

    @Test
    void shouldAskTheBridgeOfAnotherProvider() throws Exception {
        await(vertx.eventBus()
                .<BusMessage>consumer(BusAddress.provider("n1", "rabbit"), BusTopicClientTest::bridge)
                .completion());
        assertThat(await(topics.request("rabbit", "ok", "ok", Buffer.buffer("{}"), SHORT))
                        .toString())
                .isEqualTo("{\"ok\":1}");
        assertThat(failure("rabbit", "down", "down")).startsWith("PROVIDER_UNAVAILABLE: ");
        assertThat(failure("rabbit", "unrouted", "unrouted")).startsWith("EVENT_REQUEST_TIMEOUT: no one answers");
        assertThat(await(topics.publish("rabbit", "ok", EventAttributes.NONE, Buffer.buffer("{}")))
                        .accepted())
                .isTrue();
    }

    @Test
    void shouldRefuseAnEventThatIsNotJson() throws Exception {
        String deep = "[".repeat(300) + "]".repeat(300);
        PublishOutcome outcome = await(topics.publish("default", "t", EventAttributes.NONE, Buffer.buffer(deep)));
        assertThat(outcome.accepted()).isFalse();
    }

    @Test
    void shouldPublishNothingInTheNameOfAModel() throws Exception {
        // Given
        CompletableFuture<Message<JsonObject>> received = new CompletableFuture<>();
        await(vertx.eventBus()
                .<JsonObject>consumer("model.Order.created", received::complete)
                .completion());

        // When
        PublishOutcome outcome =
                await(topics.publish("default", "model.Order.created", EventAttributes.NONE, Buffer.buffer("{}")));
        vertx.eventBus().publish("model.Order.created", new JsonObject().put("last", true));

        // Then
        assertThat(outcome.accepted()).isFalse();
        assertThat(received.get(10, TimeUnit.SECONDS).body().encode()).isEqualTo("{\"last\":true}");
    }

    @Test
    void shouldRefuseAnEventThatNoBridgeConfirms() throws Exception {
        PublishOutcome outcome = await(topics.publish("rabbit", "t", EventAttributes.NONE, Buffer.buffer("{}")));
        assertThat(outcome.accepted()).isFalse();
        assertThat(outcome.reason()).contains("did not confirm");
    }

    private static void bridge(Message<BusMessage> message) {
        if (message.body() instanceof PublishEvent) {
            message.reply(new PublishOutcome(true, ""));
        } else if (message.body() instanceof RequestEvent request) {
            switch (request.topic()) {
                case "ok" -> message.reply(new EventReply(Buffer.buffer("{\"ok\":1}"), 0));
                case "down" -> message.fail(BusFailure.PROVIDER_UNAVAILABLE.code(), "amqp://secret");
                default -> message.fail(BusFailure.NO_RESPONDER.code(), "");
            }
        }
    }
}
