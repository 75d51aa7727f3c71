package io.weir.transport.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.execution.Prepared;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several root fields as one stream. */
@Timeout(60)
class MergedFeedTest extends FeedFixture {

    @Test
    void shouldMergeRootsByPositionWhileOneReads() {
        // Given
        publish("t", 1);
        for (int i = 0; i < 10; i++) {
            log.publish(i % 2 == 0 ? "t" : "u");
        }
        log.hold("t");
        log.pages(100);

        // When one is live before the other has read anything
        SlowReader reader = join(root("a", "t", 1L), root("b", "u", 1L));
        await().until(() -> log.members("u") == 1);
        publish("u", 2);
        log.pages(2);
        log.let();

        // Then
        shouldHave(reader, "a", 5, "t", 1);
        shouldHave(reader, "b", 7, "u", 1);
        List<String> results = onLoop(() -> List.copyOf(reader.heard)).stream()
                .filter(what -> what.startsWith("next"))
                .map(what -> what.replaceAll("[^0-9]", ""))
                .toList();
        assertThat(results).containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13");
    }

    @Test
    void shouldRefuseAllWhenOneRootIsRefusedAtTheStart() {
        // Given
        log.refuse("u", "[{\"message\":\"no\"}]");

        // When
        SlowReader reader = join(root("a", "t", null), root("b", "u", null));

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 1);
        assertThat(onLoop(() -> reader.heard.get(0))).isEqualTo("refused [{\"message\":\"no\"}]");
        await().until(() -> log.members("t") == 0 && !log.leaves.isEmpty());
    }

    @Test
    void shouldGoOnWithTheOtherRootsWhenOneEndsOrIsRefusedLater() {
        // Given
        SlowReader reader = join(root("a", "t", null), root("b", "u", null), root("c", "v", null));
        await().until(() -> log.members("t") + log.members("u") + log.members("v") == 3);

        // When
        log.complete("t");
        log.refuse("u", "[{\"message\":\"gap\"}]");
        log.fallBehind("u");
        await().until(() -> onLoop(() -> reader.heard.toString().contains("gap")));
        log.publish("v");
        log.complete("v");

        // Then
        await().until(() -> onLoop(() -> reader.heard.contains("complete")));
        List<String> heard = onLoop(() -> List.copyOf(reader.heard));
        assertThat(heard)
                .contains("next {\"data\":null,\"errors\":[{\"message\":\"gap\",\"path\":[\"b\"]}]}")
                .endsWith("next {\"data\":{\"c\":%d}}".formatted(log.head()), "complete");
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldMixInRootsThatAreOnlyLive() {
        // Given
        publish("t", 9);
        SlowReader reader = join(root("a", "t", 1L), new Prepared.Stream("default", "u", "b", null));
        await().until(() -> log.members("u") == 1 && log.members("t") == 1);
        int ids = onLoop(() -> reader.ids.size());

        // When
        log.publish("u");

        // Then
        await().until(() -> onLoop(() -> reader.positions.containsKey("b")));
        assertThat(onLoop(() -> reader.ids.size())).isEqualTo(ids);
        shouldHave(reader, "a", 8, "t", 1);
    }

    @Test
    void shouldTellThatEventsMayBeMissingWhereALiveRootLostItsGroup() {
        // Given one field that two topics feed
        SlowReader reader =
                join(new Prepared.Stream("default", "t", "a", null), new Prepared.Stream("default", "u", "a", null));
        await().until(() -> onLoop(() -> reader.heard.contains("live")));

        // When
        log.fallBehind("u");
        log.publish("t");
        await().until(() -> log.members("u") == 1);
        log.publish("u");

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 4);
        assertThat(onLoop(() -> List.copyOf(reader.heard)))
                .filteredOn(heard -> heard.contains("events may be missing here"))
                .hasSize(1);
        assertThat(onLoop(() -> reader.positions.get("a"))).containsExactly(1L, 2L);
    }

    @Test
    void shouldLetALiveRootReadFromTheLogWhenTooMuchWaitsForAnother() {
        // Given
        publish("t", 10);
        log.pages(2);
        log.hold("t");
        SlowReader reader = join(root("a", "t", 0L), root("b", "u", null));
        await().until(() -> log.members("u") == 1);

        // When
        log.publish("t");
        publish("u", EventFeed.MOST_HELD + 5);
        await().until(() -> log.members("u") == 0);
        log.pages(100);
        log.let();

        // Then
        shouldHave(reader, "a", 11);
        shouldHave(reader, "b", EventFeed.MOST_HELD + 5, "u", 0);
        await().until(() -> log.members("u") == 1);
    }
}
