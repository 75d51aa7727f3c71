package io.weir.log;

import static io.weir.log.LogFixture.BROKER;
import static io.weir.log.LogFixture.PROVIDER;
import static io.weir.log.LogFixture.topic;
import static io.weir.log.LogFixture.topics;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.FindPosition;
import io.weir.bus.LogPosition;
import io.weir.bus.LogTopics;
import io.weir.bus.LogTopicsBound;
import io.weir.bus.ProviderState;
import io.weir.bus.TopicLost;
import io.weir.source.PublicBody;
import io.weir.store.StoreFixture;
import io.weir.testing.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the log's events come from: the bus, and bridges. */
class SourcesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LogFixture node;

    @BeforeEach
    void start() {
        node = LogFixture.start();
    }

    @AfterEach
    void stop() {
        Postgres.server().start();
        node.close();
    }

    @Test
    void shouldLogWhatAnyonePublishesOnTheBus() {
        // given
        node.replace(topics(topic(PROVIDER, "exact"), topic(PROVIDER, "n.*", "n")));
        node.ready();

        // when
        node.vertx.eventBus().publish("exact", new JsonObject().put("a", 1));
        node.vertx.eventBus().publish("exact", "no JSON");
        node.vertx.eventBus().publish("n.*", "{\"n\":1}", new DeliveryOptions().addHeader("topic", "n.x"));
        node.vertx.eventBus().publish("n.*", "{\"n\":2}", new DeliveryOptions().addHeader("topic", "other"));
        node.vertx.eventBus().publish("n.*", "{\"n\":3}");
        node.vertx.eventBus().publish("n.*", "{\"n\":4}", new DeliveryOptions().addHeader("topic", "n.y"));

        // then
        await().atMost(PATIENCE).until(() -> node.handed().size() >= 4);
        assertThat(node.handed()).containsExactly("{\"a\":1}", "no JSON", "{\"n\":1}", "{\"n\":4}");
        assertThat(node.handedEvents()).extracting("topic").containsExactly("exact", "exact", "n.x", "n.y");
    }

    @Test
    void shouldPassOverWhatIsLoggedAlready() {
        // given
        node.replace(topics(topic(PROVIDER, "exact")));
        node.ready();

        // when
        node.vertx.eventBus().publish("exact", "again", new DeliveryOptions().addHeader(PublicBody.LOGGED, "true"));
        node.vertx
                .eventBus()
                .publish(
                        "exact", "1", new DeliveryOptions().addHeader("id", "x").addHeader("source", "s"));
        node.vertx
                .eventBus()
                .publish(
                        "exact", "1", new DeliveryOptions().addHeader("id", "x").addHeader("source", "s"));
        node.vertx.eventBus().publish("exact", "2");

        // then
        await().atMost(PATIENCE).until(() -> node.handed().contains("2"));
        assertThat(node.handed()).containsExactly("1", "2");
    }

    @Test
    void shouldAnswerWhoWantsToKnow() {
        // given
        node.replace(topics(topic(PROVIDER, "n.*")));
        node.ready();

        // then
        DeliveryOptions good = new DeliveryOptions().addHeader("topic", "n.x");
        assertThat(await(node.vertx.eventBus().request("n.*", "1", good)).body())
                .isNull();
        assertThatThrownBy(() -> await(node.vertx.eventBus().request("n.*", "1")))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        refused -> assertThat(refused.failureCode()).isEqualTo(BusFailure.REFUSED.code()));
    }

    @Test
    void shouldKeepWhatComesWhileTheStoreIsAway() {
        // given
        try (LogFixture brief =
                LogFixture.onto(node.store.database(), StoreFixture.SHORT, topics(topic(PROVIDER, "exact")))) {
            brief.ready();
            Postgres.server().stop();

            // when
            for (int i = 0; i < 300; i++) {
                brief.vertx.eventBus().publish("exact", "" + i);
            }
            Postgres.server().start();

            // then
            await().atMost(PATIENCE).until(() -> brief.handed().size() >= 300);
            assertThat(brief.handed()).hasSize(300).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldTellABridgeWhatToKeep() {
        // given
        Bridge bridge = new Bridge();
        String queue = "weir.log.%016x".formatted(node.end("a.b").store());

        // when
        node.replace(topics(topic(BROKER, "a.#"), topic(BROKER, "b.*", "id"), topic(BROKER, "b.*")));

        // then
        bridge.await(new LogTopics(
                BROKER, queue, true, LogFixture.CONFIG.retention().toMillis(), List.of("a.#", "b.*"), List.of()));
        await().until(() -> await(node.ledger.registered(BROKER)).size() == 2);
        node.replace(topics(topic(BROKER, "a.#")));
        bridge.await(new LogTopics(
                BROKER, queue, false, LogFixture.CONFIG.retention().toMillis(), List.of("a.#"), List.of("b.*")));
        await().until(() -> await(node.ledger.registered(BROKER)).size() == 1);
        node.vertx.eventBus().publish(BusAddress.PROVIDER_STATE, new ProviderState("n1", BROKER, true));
        bridge.await(new LogTopics(
                BROKER, queue, false, LogFixture.CONFIG.retention().toMillis(), List.of("a.#"), List.of()));
    }

    @Test
    void shouldNotSayThatATopicIsLoggedBeforeItsBrokerKeepsIt() {
        // given
        node.replace(topics(topic(BROKER, "a.#")));
        FindPosition end = new FindPosition(BROKER, "a.b", null);

        // then
        assertThatThrownBy(() -> await(node.<BusMessage>ask(end)))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        refused -> assertThat(refused.failureCode()).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE.code()));
        new Bridge();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> await(node.<BusMessage>ask(end)) instanceof LogPosition);
    }

    @Test
    void shouldTellOfAGapWhenTheBrokersQueueWasLost() {
        // given
        Bridge bridge = new Bridge();
        node.replace(topics(topic(BROKER, "a.#")));
        await().until(() -> await(node.ledger.registered(BROKER)).size() == 1);
        String since = since();
        await(node.ledger.advance(0));

        // when
        bridge.lost = true;
        node.vertx.eventBus().publish(BusAddress.PROVIDER_STATE, new ProviderState("n1", BROKER, true));

        // then
        await().atMost(PATIENCE).until(() -> bridge.asked.size() >= 3 && since() != null && !since().equals(since));
        assertThat(bridge.asked).extracting(LogTopics::create).containsExactly(true, false, true);
        await().until(() -> node.losses.contains(TopicLost.all(BROKER)));
    }

    private String since() {
        return node.store.database().queryOne("select since from weir.log_pattern where provider = '" + BROKER + "'");
    }

    /** A bridge that binds what it is told, unless its queue was lost. */
    private final class Bridge {

        final Queue<LogTopics> asked = new ConcurrentLinkedQueue<>();
        volatile boolean lost;

        Bridge() {
            node.vertx.eventBus().<LogTopics>consumer(BusAddress.provider("n1", BROKER), message -> {
                asked.add(message.body());
                if (lost && !message.body().create()) {
                    message.fail(BusFailure.QUEUE_LOST.code(), "it is gone");
                } else {
                    message.reply(new LogTopicsBound(BROKER));
                }
            });
        }

        /** Waits until it was told so, and whatever was told before is of no interest any more. */
        void await(LogTopics expected) {
            org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> asked.contains(expected));
            asked.clear();
        }
    }
}
