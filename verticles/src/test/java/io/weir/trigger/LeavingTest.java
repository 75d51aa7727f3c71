package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions that are over once what is under way for them has been sent. */
class LeavingTest {

    private static final String SDL = """
            type Subscription { sold: Product @eventsSubscribe(topic: "sold", provider: "rabbit") }
            type Product @key(fields: "id") { id: ID! }
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

    @Test
    void shouldSayThatWhatWasUnderWayHasComeOnceItHas() throws Exception {
        // given two events that wait for a subgraph
        long group = weir.joined(1, "rabbit", "sold", "subscription { sold { price } }");
        weir.prices.hold();
        weir.bridged("sold", "{\"__typename\":\"Product\",\"id\":\"1\"}");
        weir.bridged("sold", "{\"__typename\":\"Product\",\"id\":\"2\"}");
        await().until(() -> weir.prices.holds() == 2);

        // when
        Future<?> finished = weir.finish(group, 1);
        weir.joined(2, "rabbit", "sold", "subscription { sold { price } }"); // has come behind it
        weir.prices.releaseOne();
        await().until(() -> weir.heard.size() == 1);

        // then
        assertThat(finished.isComplete()).isFalse();
        assertThat(weir.closed("sold")).isFalse();

        // when
        weir.leave(group, 2);
        weir.prices.release();
        await().until(() -> weir.checkpoints.size() == 1);

        // then it has been sent, but may not have come
        assertThat(finished.isComplete()).isFalse();

        // when
        weir.checkpoints.forEach(sent -> sent.reply(sent.body()));
        TriggerFixture.await(finished);

        // then
        assertThat(weir.heard)
                .containsExactly(
                        "NEXT {\"data\":{\"sold\":{\"price\":1}}}", "NEXT {\"data\":{\"sold\":{\"price\":2}}}");
        await().until(() -> weir.closed("sold"));
    }

    @Test
    void shouldSayAtOnceThatNothingIsUnderWay() throws Exception {
        long group = weir.joined(1, "rabbit", "sold", "subscription { sold { price } }");

        TriggerFixture.await(weir.finish(group, 1));
        TriggerFixture.await(weir.finish(group, 1)); // it is known no more

        await().until(() -> weir.closed("sold"));
    }
}
