package io.weir.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventsAppended;
import io.weir.bus.PublishOutcome;
import io.weir.bus.TopicEvent;
import io.weir.cluster.Alone;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Weir itself publishes on a logged topic of the bus: durable before anyone is told that it is accepted. */
class LoggedPublishTest {

    private static final EventAttributes ATTRIBUTES = new EventAttributes("e1", "shop", "order");
    private static final Buffer EVENT = Buffer.buffer("{\"n\":1.50}");

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private final TopicClient topics = new BusTopicClient(
            vertx,
            Alone.of("n1", 1),
            Set.of("default"),
            (provider, topic) -> topic.equals("logged"),
            Duration.ofMillis(200),
            metrics);
    private final List<AppendEvents> appended = new CopyOnWriteArrayList<>();
    private final List<Message<JsonObject>> published = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() throws Exception {
        BusCodecs.register(vertx.eventBus());
        await(vertx.eventBus().<JsonObject>consumer("logged", published::add).completion());
        await(vertx.eventBus().<JsonObject>consumer("live", published::add).completion());
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void shouldStoreTheBytesBeforeAnyoneHears() throws Exception {
        // Given
        CopyOnWriteArrayList<Message<AppendEvents>> asked = new CopyOnWriteArrayList<>();
        log(asked::add);

        // When
        Future<PublishOutcome> outcome = topics.publish("default", "logged", ATTRIBUTES, EVENT);

        // Then
        Awaitility.await().until(() -> asked.size() == 1);
        assertThat(outcome.isComplete()).isFalse();
        assertThat(published).isEmpty();
        assertThat(asked.get(0).body().events())
                .containsExactly(new TopicEvent("default", "logged", ATTRIBUTES, EVENT));

        // When
        asked.get(0).reply(new EventsAppended(0));

        // Then
        assertThat(await(outcome)).isEqualTo(new PublishOutcome(true, ""));
        Awaitility.await().until(() -> published.size() == 1);
        assertThat(published.get(0).body().encode()).isEqualTo("{\"n\":1.50}");
        assertThat(published.get(0).headers().get(PublicBody.LOGGED)).isEqualTo("true");
        assertThat(PublicBody.attributes(published.get(0).headers())).isEqualTo(ATTRIBUTES);
        assertThat(metrics.eventsPublished().count()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsNotStoredAndTellNoOneOfIt() throws Exception {
        // Given
        log(message -> message.fail(BusFailure.STORE_UNAVAILABLE.code(), "jdbc:secret"));

        // When
        PublishOutcome outcome = await(topics.publish("default", "logged", ATTRIBUTES, EVENT));
        publishLive();

        // Then
        assertThat(outcome)
                .isEqualTo(new PublishOutcome(false, "the event was not stored, the store does not answer; try again"));
        assertThat(published).extracting(Message::address).containsExactly("live");
        assertThat(metrics.eventsRefused().count()).isEqualTo(1);
    }

    @Test
    void shouldSayThatTheLogIsBusyOrSilentOrMissing() throws Exception {
        assertThat(await(topics.publish("default", "logged", ATTRIBUTES, EVENT)).reason())
                .contains("no log is running");

        log(message -> {});
        assertThat(await(topics.publish("default", "logged", ATTRIBUTES, EVENT)).reason())
                .contains("not stored in time");
    }

    @Test
    void shouldSayThatTooManyEventsWait() throws Exception {
        log(message -> message.fail(BusFailure.BUSY.code(), ""));
        assertThat(await(topics.publish("default", "logged", ATTRIBUTES, EVENT)).reason())
                .contains("too many events");
    }

    @Test
    void shouldNotStoreWhatIsNotJson() throws Exception {
        // Given
        log(message -> message.reply(new EventsAppended(0)));

        // When
        PublishOutcome outcome = await(topics.publish("default", "logged", ATTRIBUTES, Buffer.buffer("{")));

        // Then
        assertThat(outcome.accepted()).isFalse();
        assertThat(appended).isEmpty();
    }

    @Test
    void shouldNotAskTheLogForOtherTopics() throws Exception {
        // Given
        log(message -> message.reply(new EventsAppended(0)));

        // When
        publishLive();

        // Then
        assertThat(published.get(0).headers().contains(PublicBody.LOGGED)).isFalse();
        assertThat(appended).isEmpty();
    }

    private void publishLive() throws Exception {
        assertThat(await(topics.publish("default", "live", ATTRIBUTES, EVENT)).accepted())
                .isTrue();
        Awaitility.await().until(() -> published.size() == 1);
    }

    private void log(Consumer<Message<AppendEvents>> answer) throws Exception {
        await(vertx.eventBus()
                .<AppendEvents>consumer(BusAddress.LOG, message -> {
                    appended.add(message.body());
                    answer.accept(message);
                })
                .completion());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
