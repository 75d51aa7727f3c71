package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.config.TriggersConfig;
import io.weir.source.FakeGates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams whose events are completed once systems show them. */
class AwaitedEventsTest {

    private static final String SDL = """
            type Subscription {
              products: Product @eventsSubscribe(topic: "products", awaits: ["search"])
              all: Product @eventsSubscribe(topic: "products", awaits: ["search", "mail"])
              hasty: Product @eventsSubscribe(topic: "products")
              kept(after: ID): Product @eventsSubscribe(topic: "kept", resume: "after", awaits: ["search"])
              changed: Product @eventsSubscribe(topic: "products", onChange: true, awaits: ["search"])
              one(id: ID!): Product @eventsSubscribe(topic: "one.{{ args.id }}", onChange: true, awaits: ["search"])
            }
            type Product @key(fields: "id") { id: ID! }
            """;
    private static final String PRODUCTS = "subscription { products { id price } }";
    private static final String KEPT = "subscription { kept { id price } }";

    private final Map<String, Integer> prices = new ConcurrentHashMap<>(Map.of("1", 10, "2", 20, "3", 30, "4", 40));
    private TriggerFixture weir;

    @BeforeEach
    void start() throws Exception {
        weir = new TriggerFixture(SDL, new TriggersConfig(1, Duration.ofMillis(20), Duration.ofSeconds(2), 2, 3));
        weir.prices.prices = prices::get;
        weir.gates.close();
    }

    @AfterEach
    void stop() throws Exception {
        weir.close();
    }

    private static String event(int id, int version) {
        return "{\"__typename\":\"Product\",\"id\":\"%d\",\"version\":%d}".formatted(id, version);
    }

    private void publish(int id, int version) {
        weir.vertx.eventBus().publish("products", new JsonObject(event(id, version)));
    }

    private static String heard(String field, int id, int price) {
        return "NEXT {\"data\":{\"%s\":{\"id\":\"%d\",\"price\":%d}}}".formatted(field, id, price);
    }

    /** Waits until so many were asked for in all. */
    private List<FakeGates.Wait> waits(int count) {
        await().until(() -> weir.gates.waits.size() >= count);
        return weir.gates.waits;
    }

    @Test
    void shouldCompleteAnEventOnceItsSystemsShowIt() throws Exception {
        // Given
        weir.joined(1, "default", "products", PRODUCTS);

        // When
        publish(1, 7);
        FakeGates.Wait wait = waits(1).get(0);
        prices.put("1", 11);

        // Then
        assertThat(wait.systems()).containsExactly("search");
        assertThat(wait.patience()).isNull();
        assertThat(wait.write().actionId()).isNull();
        assertThat(wait.write().type()).isEqualTo("Product");
        assertThat(wait.write().arguments()).hasToString("{}");
        assertThat(wait.write().result()).hasToString(event(1, 7));
        assertThat(weir.prices.asked).hasValue(0);
        assertThat(weir.heard).isEmpty();
        wait.open();
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.heard).containsExactly(heard("products", 1, 11));
    }

    @Test
    void shouldKeepTheOrderOfAStream() throws Exception {
        // Given
        weir.joined(1, "default", "products", PRODUCTS);
        publish(1, 1);
        publish(2, 1);

        // When
        waits(2).get(1).open();
        await().until(() -> weir.prices.asked.get() == 1);

        // Then
        assertThat(weir.heard).isEmpty();
        waits(2).get(0).open();
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard).containsExactly(heard("products", 1, 10), heard("products", 2, 20));
    }

    @Test
    void shouldNotHoldUpWhoeverAwaitsNothing() throws Exception {
        // Given
        weir.joined(1, "default", "products", PRODUCTS);
        weir.joined(2, "default", "products", "subscription { hasty { id price } }");

        // When
        publish(1, 1);
        publish(2, 1);

        // Then
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard).containsExactly(heard("hasty", 1, 10), heard("hasty", 2, 20));
        waits(2).get(0).open();
        await().until(() -> weir.heard.size() == 3);
    }

    @Test
    void shouldAwaitTheSameOnceForAllGroupsAndShareTheirFetches() throws Exception {
        // Given
        weir.joined(1, "default", "products", PRODUCTS);
        weir.joined(2, "default", "products", "subscription { again: products { id price } }");
        weir.joined(3, "default", "products", "subscription { all { id price } }");

        // When
        publish(1, 1);

        // Then
        assertThat(waits(2))
                .extracting(FakeGates.Wait::systems)
                .containsExactly(List.of("search"), List.of("search", "mail"));
        weir.gates.waits.get(0).open();
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard).containsExactlyInAnyOrder(heard("products", 1, 10), heard("again", 1, 10));
        assertThat(weir.prices.asked).hasValue(1);
        assertThat(weir.gates.waits).hasSize(2);
    }

    @Test
    void shouldJoinNoFetchThatBeganBeforeTheGateOpened() throws Exception {
        // Given
        weir.joined(1, "default", "products", PRODUCTS);
        weir.joined(2, "default", "products", "subscription { hasty { id price } }");
        weir.prices.hold();
        publish(1, 1);
        await().until(() -> weir.prices.holds() == 1);

        // When
        waits(1).get(0).open();

        // Then
        await().until(() -> weir.prices.holds() == 2);
        weir.prices.release();
        await().until(() -> weir.heard.size() == 2);
    }

    @Test
    void shouldSayWhichSystemsAreBehindAndGoOn() throws Exception {
        // Given
        weir.joined(1, "default", "products", "subscription { all { id price } }");
        publish(1, 1);
        publish(2, 1);

        // When
        waits(2).get(0).timeOut("search");
        waits(2).get(1).open();

        // Then
        await().until(() -> weir.heard.size() == 2);
        JsonObject late = new JsonObject(weir.heard.remove().substring("NEXT ".length()));
        assertThat(late.getJsonObject("data").getValue("all")).isNull();
        JsonObject error = late.getJsonArray("errors").getJsonObject(0);
        assertThat(error.getJsonObject("extensions"))
                .isEqualTo(new JsonObject("{\"code\":\"CONSISTENCY_TIMEOUT\",\"systems\":[\"search\"]}"));
        assertThat(weir.heard).containsExactly(heard("all", 2, 20));
        assertThat(weir.prices.asked).hasValue(1);
        assertThat(weir.metrics.scrape()).contains("weir_trigger_events_unshown_total 1.0");
    }

    @Test
    void shouldLeaveOutTheOldestOfTooManyThatWait() throws Exception {
        // Given
        weir.joined(1, "default", "products", PRODUCTS);

        // When two are awaited, three wait behind them, and three more come
        for (int version = 1; version <= 8; version++) {
            publish(1, version);
        }
        TriggerFixture.await(weir.handled());

        // Then
        assertThat(waits(2)).hasSize(2);
        assertThat(weir.metrics.scrape()).contains("weir_trigger_events_pending 5.0");
        openAllUntil(6);
        assertThat(weir.heard)
                .filteredOn(heard -> heard.contains("EVENTS_LEFT_OUT"))
                .hasSize(1);
    }

    /** Opens gates until so much was heard. */
    private void openAllUntil(int heard) {
        await().until(() -> {
            weir.gates.waits.stream()
                    .filter(wait -> !wait.answer().future().isComplete())
                    .forEach(FakeGates.Wait::open);
            return weir.heard.size() >= heard;
        });
    }

    @Test
    void shouldSendBackToTheLogWhomManyAwaitedEventsWaitFor() throws Exception {
        // Given
        weir.joined(1, "default", "kept", KEPT);
        long first = weir.log.head();

        // When
        for (int version = 1; version <= 6; version++) {
            weir.log.publish("kept", event(1, version));
        }

        // Then
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.heard).containsExactly("BEHIND ");
        assertThat(weir.results.peek().position()).isEqualTo(first + FakeLog.STEP - 1);
    }

    @Test
    void shouldAwaitTheEventsOfTheLogThatAreReadAgain() throws Exception {
        // Given
        long begin = weir.log.head();
        weir.log.publish("kept", event(1, 1));
        weir.log.publish("kept", event(2, 1));

        // When
        Future<BusMessage> joined = weir.join(1, "default", "kept", KEPT, EventCursor.at(weir.log.store(), begin));
        waits(2).get(1).open();
        await().until(() -> weir.prices.asked.get() == 1);

        // Then
        assertThat(joined.isComplete()).isFalse();
        waits(2).get(0).timeOut("search");
        List<StreamResult> results = ((TriggerJoined) TriggerFixture.await(joined)).results();
        assertThat(results).hasSize(2);
        assertThat(results.get(0).payload().toString()).contains("\"kept\":null", "CONSISTENCY_TIMEOUT");
        assertThat(results.get(1).payload()).hasToString(heard("kept", 2, 20).substring("NEXT ".length()));
    }

    @Test
    void shouldLookAgainAtWhatAnEventTellsOfThatComesWhileItIsAwaited() throws Exception {
        // Given
        weir.joined(1, "default", "products", "subscription { changed { id price } }");
        publish(1, 1);
        waits(1);

        // When
        publish(1, 2);
        TriggerFixture.await(weir.handled());
        waits(1).get(0).open();
        FakeGates.Wait later = waits(2).get(1);
        prices.put("1", 11);
        later.open();

        // Then
        await().until(() -> weir.heard.size() == 2);
        assertThat(later.write().result()).hasToString(event(1, 2));
        assertThat(weir.heard).containsExactly(heard("changed", 1, 10), heard("changed", 1, 11));
    }

    @Test
    void shouldAwaitAllThatOneLookStandsFor() throws Exception {
        // Given two that are looked at, and one that waits for its turn
        weir.joined(1, "default", "products", "subscription { changed { id price } }");
        publish(1, 1);
        publish(2, 1);
        waits(2);
        publish(3, 2);
        publish(3, 1);
        publish(3, 1);
        TriggerFixture.await(weir.handled());

        // When
        waits(2).get(0).open();

        // Then
        assertThat(waits(4).subList(2, 4))
                .extracting(wait -> wait.write().result().toString())
                .containsExactly(event(3, 2), event(3, 1));
        weir.gates.waits.get(1).open();
        weir.gates.waits.get(3).open();
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.prices.asked).hasValue(2);
        weir.gates.waits.get(2).open();
        await().until(() -> weir.heard.size() == 3);
        assertThat(weir.gates.waits).hasSize(4);
    }

    @Test
    void shouldBeginWithTheValueOfNowAndAwaitNothingForIt() throws Exception {
        // When
        TriggerJoined joined = (TriggerJoined)
                TriggerFixture.await(weir.join(1, "default", "one.1", "subscription { one(id: 1) { id price } }"));
        weir.vertx.eventBus().publish("one.1", new JsonObject("{\"version\":3}"));

        // Then
        assertThat(joined.results()).hasSize(1);
        assertThat(waits(1).get(0).write().result().toString())
                .as("with the key that the arguments say")
                .isEqualTo("{\"id\":\"1\",\"__typename\":\"Product\",\"version\":3}");
    }

    @Test
    void shouldCompleteByTheGraphThatAnEventCameTo() throws Exception {
        // Given
        weir.joined(1, "default", "products", PRODUCTS);
        publish(1, 1);
        waits(1);

        // When
        weir.replaceGraph(SDL + "# another");
        publish(2, 1);
        waits(2).get(1).open();

        // Then
        assertThat(weir.closedGraphs).isEmpty();
        waits(2).get(0).open();
        await().until(() -> !weir.closedGraphs.isEmpty());
        assertThat(weir.heard).containsExactly(heard("products", 1, 10), heard("products", 2, 20));
    }

    @Test
    void shouldAskNothingForThoseWhoHaveLeft() throws Exception {
        // Given
        long group = weir.joined(1, "default", "products", PRODUCTS);
        weir.joined(2, "default", "products", "subscription { all { id price } }");
        publish(1, 1);
        waits(2);
        weir.leave(group, 1);
        TriggerFixture.await(weir.handled());

        // When
        weir.gates.waits.get(0).open();
        weir.gates.waits.get(1).open();

        // Then
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.heard).containsExactly(heard("all", 1, 10));
        assertThat(weir.prices.asked).hasValue(1);
    }
}
