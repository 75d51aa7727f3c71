package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusMessage;
import io.weir.bus.JoinRefused;
import io.weir.bus.OpenTopic;
import io.weir.bus.TriggerJoined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live subscriptions when the graph is replaced. */
class ReplanningTest {

    private static final String OLD = """
            type Subscription {
              ticks: Tick @eventsSubscribe(topic: "ticks")
              moves: Tick @eventsSubscribe(topic: "moves", provider: "rabbit")
            }
            type Tick { n: Int old: Int }
            """;
    private static final String NEW = """
            type Subscription {
              ticks: Tick @eventsSubscribe(topic: "ticks")
                @subscriptionFilter(condition: {NOT: {IN: {fieldPath: "n", values: [2]}}})
              moves: Tick @eventsSubscribe(topic: "moved", provider: "rabbit")
            }
            type Tick { n: String new: Int }
            """;

    private TriggerFixture weir;

    @BeforeEach
    void start() throws Exception {
        weir = new TriggerFixture(OLD);
    }

    @AfterEach
    void stop() throws Exception {
        weir.close();
    }

    private void publish(String json) {
        weir.vertx.eventBus().publish("ticks", new JsonObject(json));
    }

    @Test
    void shouldGoOnWithoutLosingOrRepeatingAnEvent() throws Exception {
        // Given
        long group = weir.joined(1, "default", "ticks", "subscription { ticks { n } }");

        // When events come before and after
        publish("{\"n\":1}");
        await().until(() -> weir.heard.size() == 1);
        weir.replaceGraph(NEW);
        await().until(() -> weir.closedGraphs.contains(OLD));
        publish("{\"n\":2}");
        publish("{\"n\":3}");

        // Then the new types and filters hold, for the same group, which new subscribers find
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard)
                .containsExactly("NEXT {\"data\":{\"ticks\":{\"n\":1}}}", "NEXT {\"data\":{\"ticks\":{\"n\":\"3\"}}}");
        assertThat(weir.joined(2, "default", "ticks", "subscription { ticks { n } }"))
                .isEqualTo(group);
        assertThat(weir.metrics.scrape()).contains("weir_trigger_groups 1.0", "weir_triggers 1.0");
    }

    @Test
    void shouldEndWhatIsNoLongerValidAndSayWhy() throws Exception {
        // Given
        weir.joined(1, "default", "ticks", "subscription { ticks { old } }");
        weir.joined(2, "default", "ticks", "subscription { ticks { n } }");

        // When
        weir.replaceGraph(NEW);

        // Then
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard.poll())
                .startsWith("NEXT {\"data\":{\"ticks\":null}")
                .contains("no longer valid", "'old'", "SUBSCRIPTION_SCHEMA_RELOAD");
        assertThat(weir.heard.poll()).isEqualTo("COMPLETE ");

        // Then the other one lives
        publish("{\"n\":4}");
        await().until(() -> weir.heard.size() == 1);
        assertThat(weir.heard).containsExactly("NEXT {\"data\":{\"ticks\":{\"n\":\"4\"}}}");
        assertThat(weir.metrics.scrape()).contains("weir_trigger_groups 1.0");
    }

    @Test
    void shouldEndWhatListensToAnotherTopicNow() throws Exception {
        // Given
        weir.joined(1, "rabbit", "moves", "subscription { moves { n } }");

        // When
        weir.replaceGraph(NEW);

        // Then the old topic is closed
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard.poll()).contains("another topic now: subscribe again", "SUBSCRIPTION_SCHEMA_RELOAD");
        assertThat(weir.heard.poll()).isEqualTo("COMPLETE ");
        await().until(() -> weir.closed("moves"));
        assertThat(weir.metrics.scrape()).contains("weir_trigger_groups 0.0");
    }

    @Test
    void shouldPlanAJoinAnewThatWaitedForItsTopicMeanwhile() throws Exception {
        // Given
        weir.holdBridge();
        Future<BusMessage> valid = weir.join(1, "rabbit", "moves", "subscription { moves { n } }");
        await().until(() -> weir.asked.stream().anyMatch(OpenTopic.class::isInstance));

        // When
        weir.replaceGraph(NEW);
        await().until(() -> weir.closedGraphs.contains(OLD));
        weir.releaseBridge();

        // Then: its topic is another one now, which its transport does not know yet
        assertThat(TriggerFixture.await(valid)).isInstanceOf(JoinRefused.class);
        assertThat(TriggerFixture.await(weir.join(2, "rabbit", "moved", "subscription { moves { new } }")))
                .isInstanceOf(TriggerJoined.class);
        await().until(() -> weir.closed("moves"));
    }
}
