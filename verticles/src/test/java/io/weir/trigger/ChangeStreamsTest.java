package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusMessage;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.config.TriggersConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams whose events are hints only. */
class ChangeStreamsTest {

    private static final String SDL = """
            type Subscription {
              product(id: ID!): Product @eventsSubscribe(topic: "product.{{ args.id }}", onChange: true)
              products: Product @eventsSubscribe(topic: "products", onChange: true)
            }
            type Product @key(fields: "id") { id: ID! }
            """;
    private static final String ONE = "subscription { product(id: 1) { id price } }";
    private static final String ALL = "subscription { products { id price } }";

    private final Map<String, Integer> prices = new ConcurrentHashMap<>();
    private TriggerFixture weir;

    @BeforeEach
    void start() throws Exception {
        weir = new TriggerFixture(SDL, new TriggersConfig(1, Duration.ofMillis(20), Duration.ofSeconds(2), 2, 2));
        weir.prices.prices = prices::get;
        prices.put("1", 10);
        prices.put("2", 20);
        prices.put("3", 30);
    }

    @AfterEach
    void stop() throws Exception {
        weir.close();
    }

    private void hint(String topic, String id) {
        weir.vertx
                .eventBus()
                .publish(topic, new JsonObject().put("__typename", "Product").put("id", id));
    }

    private static String product(String field, String id, int price) {
        return "{\"data\":{\"%s\":{\"id\":\"%s\",\"price\":%d}}}".formatted(field, id, price);
    }

    private static List<String> results(BusMessage joined) {
        return ((TriggerJoined) joined)
                .results().stream()
                        .map(StreamResult::payload)
                        .map(Object::toString)
                        .toList();
    }

    @Test
    void shouldSendWhatDiffersAndNothingElse() throws Exception {
        // Given
        weir.joined(1, "default", "products", ALL);

        // When
        hint("products", "1");
        hint("products", "2");
        await().until(() -> weir.heard.size() == 2);
        hint("products", "1");
        await().until(() -> weir.prices.asked.get() == 3);
        prices.put("1", 11);
        hint("products", "1");

        // Then
        await().until(() -> weir.heard.size() == 3);
        assertThat(weir.heard)
                .containsExactly(
                        "NEXT " + product("products", "1", 10),
                        "NEXT " + product("products", "2", 20),
                        "NEXT " + product("products", "1", 11));
    }

    @Test
    void shouldBeginWithTheValueOfNow() throws Exception {
        // When
        BusMessage joined = TriggerFixture.await(weir.join(1, "default", "product.1", ONE));
        hint("product.1", "1");
        await().until(() -> weir.prices.asked.get() == 2);
        prices.put("1", 11);
        hint("product.1", "1");

        // Then
        assertThat(results(joined)).containsExactly(product("product", "1", 10));
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.heard).containsExactly("NEXT " + product("product", "1", 11));
    }

    @Test
    void shouldTellTheOthersOfAChangeThatANewcomerSeesFirst() throws Exception {
        // Given
        weir.joined(1, "default", "product.1", ONE);

        // When it changes, and no event says so
        prices.put("1", 12);
        TriggerJoined second = (TriggerJoined) TriggerFixture.await(weir.join(2, "default", "product.1", ONE));
        hint("product.1", "1");
        await().until(() -> weir.prices.asked.get() == 3);

        // Then the newcomer has it once
        assertThat(results(second)).containsExactly(product("product", "1", 12));
        assertThat(weir.heard).containsExactly("NEXT " + product("product", "1", 12));
        assertThat(second.from()).isEqualTo(2);
    }

    @Test
    void shouldLookOnceMoreForAllWhoJoinMeanwhileAndMissNoChange() throws Exception {
        // Given
        weir.prices.hold();
        Future<BusMessage> first = weir.join(1, "default", "product.1", ONE);
        await().until(() -> weir.prices.holds() == 1);
        Future<BusMessage> second = weir.join(2, "default", "product.1", ONE);
        Future<BusMessage> third = weir.join(3, "default", "product.1", ONE);
        TriggerFixture.await(weir.handled());

        // When it changes while it is being looked at
        hint("product.1", "1");
        hint("product.1", "1");
        TriggerFixture.await(weir.handled());
        weir.prices.releaseOne();
        assertThat(results(TriggerFixture.await(first))).containsExactly(product("product", "1", 10));
        prices.put("1", 11);
        weir.prices.release();

        // Then nobody gets what was seen before they asked
        assertThat(results(TriggerFixture.await(second))).containsExactly(product("product", "1", 11));
        assertThat(results(TriggerFixture.await(third))).containsExactly(product("product", "1", 11));
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.heard).containsExactly("NEXT " + product("product", "1", 11));
        assertThat(weir.prices.asked).hasValueLessThanOrEqualTo(3);
        assertThat(weir.metrics.scrape()).contains("weir_trigger_events_coalesced_total");
    }

    @Test
    void shouldLookOnceMoreForAnyNumberOfHintsThatComeMeanwhile() throws Exception {
        // Given
        weir.joined(1, "default", "products", ALL);
        weir.prices.hold();
        hint("products", "1");
        await().until(() -> weir.prices.holds() == 1);

        // When
        for (int i = 0; i < 100; i++) {
            hint("products", "1");
        }
        await().until(() -> weir.metrics.scrape().contains("weir_trigger_events_coalesced_total 100.0"));
        weir.prices.releaseOne();
        await().until(() -> weir.heard.size() == 1);
        prices.put("1", 99);
        weir.prices.release();

        // Then
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard).last().isEqualTo("NEXT " + product("products", "1", 99));
        assertThat(weir.prices.asked).hasValue(2);
    }

    @Test
    void shouldLookAgainAtWhatWasLeftOut() throws Exception {
        // Given two under way, two that wait
        weir.joined(1, "default", "products", ALL);
        weir.prices.hold();
        for (int id = 1; id <= 5; id++) {
            prices.put("" + id, id);
            hint("products", "" + id);
        }
        await().until(() -> weir.prices.holds() == 2);

        // When
        weir.prices.release();
        await().until(() -> weir.heard.size() == 5);

        // Then
        assertThat(weir.heard)
                .filteredOn(heard -> heard.contains("EVENTS_LEFT_OUT"))
                .hasSize(1);
        hint("products", "3");
        await().until(() -> weir.heard.contains("NEXT " + product("products", "3", 3)));
    }

    @Test
    void shouldForgetWhoLeavesBeforeItsFirstValueIsThere() throws Exception {
        // Given
        TriggerFixture.await(weir.join(1, "default", "product.1", ONE));
        weir.prices.hold();
        String other = "subscription { product(id: 1) { price } }";
        Future<BusMessage> late = weir.join(2, "default", "product.1", other);
        await().until(() -> weir.prices.holds() == 1);

        // When its transport does not wait
        weir.leave(LeaveTrigger.WHATEVER_GROUP, 2);
        TriggerFixture.await(weir.handled());
        weir.prices.release();

        // Then it is no member
        TriggerFixture.await(weir.join(3, "default", "product.1", ONE));
        assertThat(late.isComplete()).isFalse();
        await().until(() -> weir.metrics.scrape().contains("weir_trigger_groups 1.0"));
    }
}
