package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.bus.JoinRefused;
import io.weir.bus.OpenTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields that several topics feed: a subscriber joins the trigger of each, which is one for all who hear that topic. */
class SeveralTopicsTriggersTest {

    private static final String SDL = """
            type Subscription {
              both(id: ID = "1"): Tick @eventsSubscribe(topics: [%s], provider: "rabbit")
                @subscriptionFilter(condition: {NOT: {IN: {fieldPath: "n", values: [0]}}})
              one: Tick @eventsSubscribe(topic: "b", provider: "rabbit")
            }
            type Tick { n: Int }
            """;
    private static final String OLD = SDL.formatted("\"a.{{ args.id }}\", \"b\"");
    private static final String BOTH = "subscription { both { n } }";

    private TriggerFixture weir;

    @BeforeEach
    void start() throws Exception {
        weir = new TriggerFixture(OLD);
        weir.joined(1, "rabbit", "a.1", BOTH);
        weir.joined(2, "rabbit", "b", BOTH);
    }

    @AfterEach
    void stop() throws Exception {
        weir.close();
    }

    private static String heard(int n) {
        return "NEXT {\"data\":{\"both\":{\"n\":%d}}}".formatted(n);
    }

    @Test
    void shouldHearEachTopicOfOneTrigger() throws Exception {
        // Given
        weir.joined(3, "rabbit", "b", "subscription { one { n } }");

        // When
        weir.bridged("a.1", "{\"n\":1}");
        weir.bridged("b", "{\"n\":0}");
        weir.bridged("b", "{\"n\":2}");

        // Then the filter is the field's, and the topic everybody's
        await().until(() -> weir.heard.size() == 4);
        assertThat(weir.heard)
                .containsExactly(
                        heard(1),
                        "NEXT {\"data\":{\"one\":{\"n\":0}}}",
                        heard(2),
                        "NEXT {\"data\":{\"one\":{\"n\":2}}}");
        assertThat(weir.asked)
                .filteredOn(OpenTopic.class::isInstance)
                .extracting(asked -> ((OpenTopic) asked).topic())
                .containsExactlyInAnyOrder("a.1", "b");
        assertThat(weir.metrics.scrape()).contains("weir_triggers 2.0", "weir_trigger_groups 3.0");
    }

    @Test
    void shouldRefuseATopicThatIsNoneOfThem() throws Exception {
        JoinRefused refused = (JoinRefused) TriggerFixture.await(weir.join(3, "rabbit", "a.2", BOTH));
        assertThat(refused.errors().toString()).contains("different schemas");
    }

    @Test
    void shouldEndOneTopicAlone() throws Exception {
        // When
        weir.takenAway("b");

        // Then
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard.poll()).contains("no longer lets this topic be read", "PROVIDER_UNAVAILABLE");
        assertThat(weir.heard.poll()).isEqualTo("COMPLETE ");
        weir.bridged("a.1", "{\"n\":1}");
        await().until(() -> weir.heard.size() == 1);
        assertThat(weir.heard).containsExactly(heard(1));
    }

    @Test
    void shouldGoOnWhereASchemaNamesTheSameTopicsInAnotherOrder() {
        // When
        weir.replaceGraph(SDL.formatted("\"b\", \"a.{{ args.id }}\""));
        await().until(() -> weir.closedGraphs.contains(OLD));
        weir.bridged("a.1", "{\"n\":1}");
        weir.bridged("b", "{\"n\":2}");

        // Then
        await().until(() -> weir.heard.size() == 2);
        assertThat(weir.heard).containsExactly(heard(1), heard(2));
    }

    @Test
    void shouldEndAllTopicsOfAFieldThatHasOthersNow() {
        // When
        weir.replaceGraph(SDL.formatted("\"b\""));

        // Then nobody believes to hear what is not heard any more
        await().until(() -> weir.heard.size() == 4);
        assertThat(weir.heard).filteredOn("COMPLETE "::equals).hasSize(2);
        assertThat(weir.heard)
                .filteredOn(heard -> heard.contains("another topic now: subscribe again"))
                .hasSize(2);
        await().until(() -> weir.closed("a.1") && weir.closed("b"));
    }
}
