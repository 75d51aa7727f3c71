package io.weir.log;

import static io.weir.log.LogFixture.PROVIDER;
import static io.weir.log.LogFixture.event;
import static io.weir.log.LogFixture.topic;
import static io.weir.log.LogFixture.topics;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.eventbus.ReplyException;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.FindPosition;
import io.weir.bus.LogGap;
import io.weir.bus.LogPosition;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where subscribers go on, and where they cannot. */
class PlacesTest {

    private LogFixture node;

    @BeforeEach
    void start() {
        node = LogFixture.start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldGoOnBehindAnyPositionUpToTheEnd() {
        // given
        LogPosition begin = node.end("a.b");
        await(node.append(event("a.b", "1"), event("a.b", "2")));
        LogPosition end = node.end("a.b");

        // then
        EventCursor middle = EventCursor.at(begin.store(), begin.position() + 1);
        assertThat(node.find("a.b", middle)).isEqualTo(new LogPosition(begin.store(), begin.position() + 1));
        assertThat(node.find("a.b", EventCursor.at(end.store(), end.position())))
                .isEqualTo(end);
    }

    @Test
    void shouldTellOfAPositionThatIsNoneOfThisLog() {
        // given
        await(node.append(event("a.b", "1")));
        LogPosition end = node.end("a.b");

        // then
        assertThat(node.find("a.b", EventCursor.at(end.store(), end.position() + 1)))
                .isInstanceOf(LogGap.class);
        assertThat(node.find("a.b", EventCursor.at(end.store() + 1, end.position())))
                .isInstanceOf(LogGap.class);
        assertThat(node.find("a.b", EventCursor.at(end.store(), -1))).isInstanceOf(LogGap.class);
        LogGap gap = node.gap("a.b", EventCursor.at(0, 0));
        assertThat(gap).isEqualTo(new LogGap(end.store(), 0, null, end.position()));
        assertThat(node.find("a.b", EventCursor.at(gap.store(), gap.earliest())))
                .isInstanceOf(LogPosition.class);
    }

    @Test
    void shouldGoOnBehindAnEventsOwnId() {
        // given
        await(node.append(
                event("n.x", "{\"n\":3}"),
                event("n.y", "{\"n\":4}"),
                event("n.x", "{\"n\":\"r2\"}"),
                event("n.x", "{\"n\":5}")));
        await(node.append(event("n.x", "{\"n\":9}"), event("n.x", "{}"), event("n.x", "no JSON")));

        // then
        assertThat(node.history("n.x", node.position("n.x", EventCursor.behind("3")), 10))
                .containsExactly("{\"n\":\"r2\"}", "{\"n\":5}", "{\"n\":9}", "{}", "no JSON");
        assertThat(node.history("n.x", node.position("n.x", EventCursor.behind("r2")), 10))
                .containsExactly("{\"n\":5}", "{\"n\":9}", "{}", "no JSON");
        assertThat(node.history("n.x", node.position("n.x", EventCursor.behind("7")), 10))
                .as("a number that no event has, between two that have")
                .containsExactly("{\"n\":9}", "{}", "no JSON");
        assertThat(node.history("n.x", node.position("n.x", EventCursor.behind("2")), 10))
                .as("right before the first")
                .hasSize(6);
    }

    @Test
    void shouldTellOfAnIdFromWhichEventsMayBeMissing() {
        // given
        await(node.append(event("n.x", "{\"n\":3}"), event("n.x", "{\"n\":4}")));

        // then
        assertThat(node.find("n.x", EventCursor.behind("1")))
                .as("2 may have been")
                .isInstanceOf(LogGap.class);
        assertThat(node.find("n.x", EventCursor.behind("5"))).as("not yet").isInstanceOf(LogGap.class);
        assertThat(node.find("n.x", EventCursor.behind("r2"))).as("unknown").isInstanceOf(LogGap.class);
        assertThat(node.find("n.y", EventCursor.behind("3")))
                .as("another topic's")
                .isInstanceOf(LogGap.class);
        LogGap gap = node.gap("n.x", EventCursor.behind("1"));
        assertThat(gap.earliestId()).isEqualTo("2");
        assertThat(node.history("n.x", node.position("n.x", EventCursor.behind(gap.earliestId())), 10))
                .hasSize(2);
    }

    @Test
    void shouldLetOneWhoHasSeenNothingBeginBeforeTheFirstEvent() {
        // given
        LogPosition begin = node.position("n.x", EventCursor.behind("0"));

        // when
        await(node.append(event("n.x", "{\"n\":7}")));

        // then
        assertThat(node.history("n.x", begin, 10)).containsExactly("{\"n\":7}");
        assertThat(node.find("n.x", EventCursor.behind("0")))
                .as("1 to 6 may have been")
                .isInstanceOf(LogGap.class);
    }

    @Test
    void shouldStoreWhatTheGraphOfAnotherNodeHasLogged() {
        // given a node that is newer
        LogPosition begin = node.end("a.b");
        try (LogFixture newer = node.another()) {
            newer.replace(topics(topic(PROVIDER, "a.#"), topic(PROVIDER, "n.*", "n"), topic(PROVIDER, "new.*")));
            newer.ready();

            // when the older one gets the event
            await(node.append(event("a.b", "1"), event("new.b", "2")));

            // then
            assertThat(newer.history("new.b", newer.end("new.b"), 10)).isEmpty();
            assertThat(newer.history("new.b", begin, 10)).containsExactly("2");
        }
    }

    @Test
    void shouldTellOfAPlaceBeforeItsTopicWasLogged() {
        // given
        await(node.append(event("n.x", "{\"n\":1}"), event("a.b", "1")));
        LogPosition early = node.end("a.b");
        await(node.append(event("a.b", "2")));

        // when
        node.replace(topics(topic(PROVIDER, "a.#"), topic(PROVIDER, "new.*")));
        node.ready();
        LogPosition since = node.end("a.b");
        await(node.append(event("new.b", "1")));

        // then
        LogGap gap = node.gap("new.b", EventCursor.at(early.store(), early.position()));
        assertThat(gap.earliest()).isEqualTo(since.position()).isGreaterThan(early.position() + 1);
        assertThat(node.history("new.b", new LogPosition(gap.store(), gap.earliest()), 10))
                .containsExactly("1");
        assertThat(node.find("a.b", EventCursor.at(early.store(), early.position())))
                .isEqualTo(early);
    }

    @Test
    void shouldTellOfAGapWhenATopicWasNotLoggedForAWhile() {
        // given
        await(node.append(event("n.x", "{\"n\":1}")));
        LogPosition early = node.end("n.x");

        // when
        node.replace(topics(topic(PROVIDER, "a.#")));
        await().until(() -> await(node.ledger.registered(PROVIDER)).size() == 1);
        assertRefused("n.x");
        await(node.append(event("n.x", "{\"n\":2}"), event("a.b", "1")));
        node.replace(LogFixture.TOPICS);
        node.ready();
        await(node.append(event("n.x", "{\"n\":3}")));

        // then
        LogGap gap = node.gap("n.x", EventCursor.at(early.store(), early.position()));
        assertThat(node.find("n.x", EventCursor.behind("1"))).isInstanceOf(LogGap.class);
        assertThat(gap.earliestId()).isEqualTo("2");
        assertThat(node.history("n.x", new LogPosition(gap.store(), gap.earliest()), 10))
                .containsExactly("{\"n\":3}");
    }

    @Test
    void shouldEndTheTopicsOfAProviderThatIsNoMore() {
        // given
        await(node.ledger.register("gone", List.of("x.*")));

        // when
        try (LogFixture again = node.another()) {
            // then
            await().until(() -> await(again.ledger.providers()).equals(List.of(PROVIDER)));
        }
    }

    @Test
    void shouldKeepAPatternsPastThroughARestart() {
        // given
        LogPosition begin = node.end("a.b");
        await(node.append(event("a.b", "1")));

        // when
        try (LogFixture again = node.another()) {
            // then
            assertThat(again.history("a.b", begin, 10)).containsExactly("1");
            assertThat(again.find("a.b", EventCursor.at(begin.store(), begin.position())))
                    .isEqualTo(begin);
        }
    }

    private void assertRefused(String topic) {
        assertThatThrownBy(() -> await(node.<BusMessage>ask(new FindPosition(PROVIDER, topic, null))))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        refused -> assertThat(refused.failureCode()).isEqualTo(BusFailure.REFUSED.code()));
    }
}
