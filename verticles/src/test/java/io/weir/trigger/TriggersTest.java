package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusMessage;
import io.weir.bus.CloseTopic;
import io.weir.bus.JoinRefused;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.OpenTopic;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TriggersTest {

    private static final String SDL = """
            type Subscription {
              ticks: Tick @eventsSubscribe(topic: "ticks")
              odd: Tick @eventsSubscribe(topic: "ticks")
                @subscriptionFilter(condition: {IN: {fieldPath: "odd", values: [true]}})
              remote: Tick @eventsSubscribe(topic: "remote", provider: "rabbit")
            }
            type Tick { n: Int odd: Boolean }
            """;

    private TriggerFixture weir;

    @BeforeEach
    void start() throws Exception {
        weir = new TriggerFixture(SDL);
    }

    @AfterEach
    void stop() throws Exception {
        weir.close();
    }

    private void publish(String topic, String json) {
        weir.vertx.eventBus().publish(topic, new JsonObject(json));
    }

    @Test
    void shouldExecuteOnceForAllEqualSubscriptions() throws Exception {
        // Given two equal subscriptions and another one
        long first = weir.joined(1, "default", "ticks", "subscription { ticks { n } }");
        long second = weir.joined(2, "default", "ticks", "subscription { ticks { n } }");
        long other = weir.joined(3, "default", "ticks", "subscription { ticks { n odd } }");

        // When
        publish("ticks", "{\"n\":1,\"odd\":true}");

        // Then one result for each group
        assertThat(second).isEqualTo(first).isNotEqualTo(other);
        await().until(() -> weir.heard.size() >= 2);
        assertThat(weir.heard)
                .containsExactly(
                        "NEXT {\"data\":{\"ticks\":{\"n\":1}}}", "NEXT {\"data\":{\"ticks\":{\"n\":1,\"odd\":true}}}");
        assertThat(weir.metrics.scrape()).contains("weir_triggers 1.0", "weir_trigger_groups 2.0");
    }

    @Test
    void shouldFilterBeforeAnythingElse() throws Exception {
        weir.joined(1, "default", "ticks", "subscription { odd { n } }");
        publish("ticks", "{\"n\":2,\"odd\":false}");
        publish("ticks", "{\"n\":3,\"odd\":true}");
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.heard).containsExactly("NEXT {\"data\":{\"odd\":{\"n\":3}}}");
        assertThat(weir.metrics.scrape()).contains("weir_trigger_events_filtered_total 1.0");
    }

    @Test
    void shouldKeepTheOrderOfEvents() throws Exception {
        weir.joined(1, "default", "ticks", "subscription { ticks { n } }");
        for (int n = 0; n < 500; n++) {
            publish("ticks", "{\"n\":" + n + "}");
        }
        await().until(() -> weir.heard.size() == 500);
        int expected = 0;
        for (String heard : weir.heard) {
            assertThat(heard).isEqualTo("NEXT {\"data\":{\"ticks\":{\"n\":" + expected++ + "}}}");
        }
    }

    @Test
    void shouldGoOnAfterAMalformedEvent() throws Exception {
        weir.joined(1, "default", "ticks", "subscription { ticks { n } }");
        weir.vertx.eventBus().publish("ticks", "{not json");
        weir.vertx.eventBus().publish("ticks", "[1]");
        publish("ticks", "{\"__typename\":\"Nope\"}");
        publish("ticks", "{\"n\":1}");
        await().until(() -> weir.heard.size() == 4);
        assertThat(weir.heard).filteredOn(h -> h.contains("MALFORMED_EVENT")).hasSize(3);
        assertThat(weir.heard).last().isEqualTo("NEXT {\"data\":{\"ticks\":{\"n\":1}}}");
        assertThat(weir.metrics.scrape()).contains("weir_trigger_events_malformed_total 3.0");
    }

    @Test
    void shouldCloseATopicSomeTimeAfterItsLastSubscriberLeft() throws Exception {
        long group = weir.joined(1, "rabbit", "remote", "subscription { remote { n } }");
        weir.joined(2, "rabbit", "remote", "subscription { remote { n } }");
        weir.leave(group, 1);
        weir.bridged("remote", "{\"n\":1}");
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.closed("remote")).isFalse();

        weir.leave(group, 2);
        weir.leave(group, 2);
        await().until(() -> weir.closed("remote"));
        assertThat(weir.metrics.scrape()).contains("weir_triggers 0.0", "weir_trigger_groups 0.0");
    }

    @Test
    void shouldForgetASubscriptionWhoseTransportMissedTheAnswer() throws Exception {
        // Given one that joined, and one that is still joining
        weir.joined(1, "default", "ticks", "subscription { ticks { n } }");
        weir.holdBridge();
        weir.join(2, "rabbit", "remote", "subscription { remote { n } }");
        await().until(() -> !weir.asked.isEmpty());

        // When
        weir.leave(LeaveTrigger.WHATEVER_GROUP, 1);
        weir.leave(LeaveTrigger.WHATEVER_GROUP, 2);
        weir.releaseBridge();

        // Then
        await().until(() -> weir.closed("remote"));
        await().until(() -> weir.metrics.scrape().contains("weir_triggers 0.0"));
        assertThat(weir.metrics.scrape()).contains("weir_trigger_groups 0.0");
    }

    @Test
    void shouldHaveHandledAnEventOnceItsTransportHas() throws Exception {
        // Given nothing under way
        TriggerFixture.await(weir.handled());

        // When an event is
        weir.joined(1, "rabbit", "remote", "subscription { remote { n } }");
        weir.bridged("remote", "{\"n\":1}");
        Future<Void> handled = weir.handled();

        // Then the bridge is answered after the transport
        await().until(() -> weir.checkpoints.size() == 1);
        assertThat(weir.heard).hasSize(1);
        assertThat(handled.isComplete()).isFalse();
        Message<BusMessage> checkpoint = weir.checkpoints.remove();
        checkpoint.reply(checkpoint.body());
        TriggerFixture.await(handled);
    }

    @Test
    void shouldEndTheStreamsOfATopicThatTheProviderTookAway() throws Exception {
        // Given
        weir.joined(1, "rabbit", "remote", "subscription { remote { n } }");

        // When
        weir.takenAway("remote");

        // Then
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard.poll()).startsWith("NEXT ").contains("no longer lets this topic be read");
        assertThat(weir.heard.poll()).isEqualTo("COMPLETE ");
        await().until(() -> weir.metrics.scrape().contains("weir_triggers 0.0"));
        assertThat(weir.metrics.scrape()).contains("weir_trigger_groups 0.0");
    }

    @Test
    void shouldKeepABoundedNumberOfEmptyTopicsOpen() throws Exception {
        String sdl =
                "type Subscription { s(id: ID!): T @eventsSubscribe(topic: \"s.{{ args.id }}\", provider: \"rabbit\") }"
                        + " type T { n: Int }";
        try (TriggerFixture patient = new TriggerFixture(sdl, Duration.ofHours(1))) {
            // When one client more than may linger came and went, each on a topic of its own
            int last = Topics.MAX_LINGERING + 1;
            for (int id = 1; id <= last; id++) {
                patient.leave(patient.joined(id, "rabbit", "s." + id, "subscription { s(id: " + id + ") { n } }"), id);
            }

            // Then the last topic is closed at once, and the others stay
            await().until(() -> patient.closed("s." + last));
            assertThat(patient.asked).filteredOn(CloseTopic.class::isInstance).hasSize(1);
        }
    }

    @Test
    void shouldOpenATopicOnceForManyAtATime() throws Exception {
        for (long id = 1; id <= 20; id++) {
            weir.joined(id, "rabbit", "remote", "subscription { remote { n } }");
        }
        assertThat(weir.asked).filteredOn(OpenTopic.class::isInstance).hasSize(1);
    }

    @Test
    void shouldRefuseWhileTheProviderIsAwayAndRecoverByItself() throws Exception {
        weir.bridgeConnected(false);
        assertThatThrownBy(() -> weir.joined(1, "rabbit", "remote", "subscription { remote { n } }"))
                .hasRootCauseMessage("the provider \"rabbit\" is not connected; try again");

        weir.bridgeConnected(true);
        weir.joined(2, "rabbit", "remote", "subscription { remote { n } }");
        weir.bridged("remote", "{\"n\":1}");
        await().until(() -> !weir.heard.isEmpty());
    }

    @Test
    void shouldTellSubscribersThatTheProviderWasLost() throws Exception {
        weir.joined(1, "rabbit", "remote", "subscription { remote { n } }");
        weir.bridgeConnected(false);
        await().until(() -> !weir.heard.isEmpty());
        assertThat(weir.heard).singleElement().asString().contains("PROVIDER_UNAVAILABLE", "events may be missing");
    }

    @Test
    void shouldRefuseWhatIsNotASubscription() throws Exception {
        JoinRefused refused = (JoinRefused) TriggerFixture.await(weir.join(1, "default", "x", "{ weirVersion }"));
        assertThat(refused.errors().toString()).contains("not a subscription");
        refused = (JoinRefused) TriggerFixture.await(weir.join(1, "default", "x", "subscription { ticks { n } }"));
        assertThat(refused.errors().toString()).contains("different schemas");
    }
}
