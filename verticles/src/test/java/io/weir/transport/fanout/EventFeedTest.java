package io.weir.transport.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.config.StreamsConfig;
import io.weir.resume.ResumeIds;
import io.weir.transport.FakeLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Resumable subscriptions to one root field. */
@Timeout(60)
class EventFeedTest extends FeedFixture {

    @Test
    void shouldReadPagesAndThenGoOnLive() {
        // Given
        long first = log.publish("t");
        publish("t", 7);

        // When
        SlowReader reader = join(stream("t", first));
        await().until(() -> log.members("t") == 1);
        publish("t", 2);

        // Then
        shouldHave(reader, "s", 9);
        assertThat(log.joins).hasSize(3);
        assertThat(onLoop(() -> reader.heard.get(0))).isEqualTo("live");
        assertThat(metrics.framesOut().count()).isEqualTo(9);
        assertThat(metrics.subscriptions().sum()).isEqualTo(1);
    }

    @Test
    void shouldSayItsPlaceOnceItIsLiveAndWhenThatMoves() {
        // Given
        log.publish("other");

        // When
        SlowReader reader = join(stream("t", null));
        await().until(() -> onLoop(() -> reader.ids.size()) == 1);
        log.moveOn("t");

        // Then
        await().until(() -> onLoop(() -> reader.ids.size()) == 2);
        assertThat(onLoop(() -> List.copyOf(reader.heard))).containsExactly("live", "position", "position");
        assertThat(onLoop(() -> List.copyOf(reader.ids)))
                .containsExactly(
                        ResumeIds.write(FakeLog.STORE, List.of(ID), new long[] {1}),
                        ResumeIds.write(FakeLog.STORE, List.of(ID), new long[] {2}));
    }

    @Test
    void shouldNotPromiseWhatItsTriggerDoesNotKeepAnyMore() {
        // Given
        log.keepNothing("t");

        // When
        SlowReader reader = join(stream("t", null));

        // Then
        await().until(() -> onLoop(() -> !reader.heard.isEmpty()));
        assertThat(onLoop(() -> reader.heard.get(0))).contains("refused", "subscribe again");
        await().until(() -> log.leaves.size() == 1);
    }

    @Test
    void shouldLeaveTheGroupForAClientThatIsFullAndGoOnWhenItHasRead() {
        // Given
        SlowReader slow = join(stream("t", null));
        SlowReader quick = join(stream("t", null));
        await().until(() -> log.members("t") == 2);
        onLoop(() -> slow.room = 1);

        // When
        publish("t", 9);

        // Then
        shouldHave(quick, "s", 9);
        await().until(() -> log.members("t") == 1);
        assertThat(onLoop(() -> slow.positions.get("s").size())).isEqualTo(1);
        assertThat(metrics.fallbacks().count()).isEqualTo(1);
        onLoop(() -> slow.reads(2));
        await().until(() -> onLoop(() -> slow.positions.get("s").size()) == 3);
        onLoop(() -> slow.reads(Integer.MAX_VALUE));
        shouldHave(slow, "s", 9);
        await().until(() -> log.members("t") == 2);
    }

    @Test
    void shouldCutOffAClientThatDoesNotReadInTime() {
        // Given
        subscriptions = subscriptions(
                new StreamsConfig(Duration.ZERO, Duration.ZERO, false, Duration.ofSeconds(30), Duration.ofMillis(20)),
                Duration.ofSeconds(30));
        SlowReader reader = join(stream("t", null));
        await().until(() -> log.members("t") == 1);

        // When
        onLoop(() -> reader.room = 0);
        log.publish("t");

        // Then
        await().until(() -> onLoop(() -> reader.heard.contains("stalled")));
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldJoinAgainWhenItsGroupFellBehind() {
        // Given
        List<SlowReader> all =
                Stream.generate(() -> join(stream("t", null))).limit(20).toList();
        await().until(() -> log.members("t") == 20);

        // When
        publish("t", 2);
        log.fallBehind("t");
        publish("t", 5);

        // Then
        all.forEach(reader -> shouldHave(reader, "s", 7));
        await().until(() -> log.members("t") == 20);
        assertThat(metrics.subscriptions().sum()).isEqualTo(20);
    }

    @Test
    void shouldWaitForTheStoreAndForATriggerThatDoesNotAnswer() {
        // Given
        subscriptions = subscriptions(CONFIG, Duration.ofMillis(1));
        SlowReader reader = join(stream("t", null));
        await().until(() -> log.members("t") == 1);

        // When
        log.fail(2);
        log.fallBehind("t");
        publish("t", 2);
        await().until(() -> log.joins.size() >= 3);
        log.lose(1);
        log.fallBehind("t");
        publish("t", 2);

        // Then
        shouldHave(reader, "s", 4);
        assertThat(onLoop(() -> reader.heard)).noneMatch(what -> what.contains("error"));
    }

    @Test
    void shouldBreakOffWithItsPlaceWhenTheStoreStaysAway() {
        // Given
        subscriptions = subscriptions(
                new StreamsConfig(Duration.ZERO, Duration.ZERO, false, Duration.ofMillis(1), Duration.ofSeconds(30)),
                Duration.ofSeconds(30));
        SlowReader reader = join(stream("t", null));
        await().until(() -> log.members("t") == 1);

        // When
        log.fail(1000);
        log.fallBehind("t");

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 3);
        assertThat(onLoop(() -> reader.heard.get(2)))
                .isEqualTo(
                        "broken [{\"message\":\"the store does not answer\",\"extensions\":{\"code\":\"STORE_UNAVAILABLE\","
                                + "\"eventId\":\"" + reader.ids.get(0) + "\"}}]");
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldRefuseAtTheStartWithoutTryingAgain() {
        // Given
        log.fail(1);

        // When
        SlowReader reader = join(stream("t", null));

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 1);
        assertThat(onLoop(() -> reader.heard.get(0))).startsWith("refused").contains("STORE_UNAVAILABLE");
        assertThat(log.joins).hasSize(1);
    }

    @Test
    void shouldEndWithWhatItsTriggerSaysWhenItMayNotGoOn() {
        // Given
        SlowReader reader = join(stream("t", null));
        await().until(() -> log.members("t") == 1);

        // When
        log.refuse("t", "[{\"message\":\"gap\",\"extensions\":{\"code\":\"RESUME_GAP\"}}]");
        log.fallBehind("t");

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 3);
        assertThat(onLoop(() -> reader.heard.get(2))).startsWith("refused").contains("RESUME_GAP");
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldGiveAnEventsOwnIdWhereItCanTravel() {
        // Given
        SlowReader reader = join(stream("t", null));
        await().until(() -> onLoop(() -> reader.ids.size()) == 1);
        List<String> fit = List.of("5", "ä b", "w1.x");
        List<String> unfit = List.of("", " 5", "5 ", "a\nb", "a\rb", "a\0b", "a\tb", "\ud800", "x".repeat(1025));

        // When
        fit.forEach(id -> log.publish("t", id));
        unfit.forEach(id -> log.publish("t", id));

        // Then
        int all = 1 + fit.size() + unfit.size();
        await().until(() -> onLoop(() -> reader.ids.size()) == all);
        List<String> ids = onLoop(() -> List.copyOf(reader.ids));
        assertThat(ids.subList(1, 1 + fit.size())).isEqualTo(fit);
        assertThat(ids.subList(1 + fit.size(), all)).allMatch(id -> id.matches("w1\\.[A-Za-z0-9_-]{32}"));
    }

    @Test
    void shouldGiveNoIdToWhatCameOfNoEvent() {
        // Given
        SlowReader reader = join(stream("t", null));
        await().until(() -> onLoop(() -> reader.ids.size()) == 1);

        // When
        log.error("t");

        // Then
        await().until(() -> onLoop(() -> reader.heard.contains("next {\"errors\":[]}")));
        assertThat(onLoop(() -> reader.ids.size())).isEqualTo(1);
    }

    @Test
    void shouldLeaveEverywhereWhenCancelled() {
        // Given
        SlowReader live = join(root("a", "t", null), root("b", "u", null));
        await().until(() -> log.members("t") + log.members("u") == 2);
        log.hold("v");
        SlowReader joining = join(root("a", "t", null), root("b", "v", null));
        await().until(() -> log.members("t") == 2);

        // When
        onLoop(() -> cancel(live, joining));
        log.let();

        // Then
        await().until(() -> log.members("t") + log.members("u") + log.members("v") == 0);
        assertThat(metrics.subscriptions().sum()).isZero();
    }
}
