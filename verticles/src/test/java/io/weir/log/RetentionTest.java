package io.weir.log;

import static io.weir.log.LogFixture.event;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.weir.bus.EventCursor;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LogGap;
import io.weir.bus.LogPosition;
import io.weir.config.LogConfig;
import io.weir.log.ledger.Segment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log that grows old and large. */
class RetentionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LogConfig DAYS = new LogConfig(List.of(), Duration.ofHours(8), 8 << 20, Duration.ofMillis(20));

    private final List<LogFixture> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(LogFixture::close);
    }

    private LogFixture node(LogFixture started) {
        nodes.add(started);
        return started;
    }

    @Test
    void shouldAdvanceByAgeAndSizeAndDropWhatIsOldOrTooMuch() {
        assertThat(step(written(59, 1 << 10, 5))).isEqualTo(Retention.Step.NOTHING);
        assertThat(step(written(61, 1 << 10, 5))).isEqualTo(Retention.Step.ADVANCE);
        assertThat(step(written(61, 1 << 10, 0))).as("empty").isEqualTo(Retention.Step.NOTHING);
        assertThat(step(written(1, (1 << 20) + 1, 5))).isEqualTo(Retention.Step.ADVANCE);
        assertThat(step(written(1, 1 << 10, (1L << 31) + 1))).isEqualTo(Retention.Step.ADVANCE);
        assertThat(step(closed(479, 1 << 20), written(1, 1 << 10, 5))).isEqualTo(Retention.Step.NOTHING);
        assertThat(step(closed(481, 1 << 20), written(1, 1 << 10, 5))).isEqualTo(Retention.Step.DROP);
        assertThat(step(closed(9, 4 << 20), closed(5, 4 << 20), written(1, 1 << 10, 5)))
                .isEqualTo(Retention.Step.DROP);
    }

    @Test
    void shouldTellOfAGapBehindWhichEventsWereDropped() {
        // given
        LogFixture node = node(LogFixture.start());
        LogPosition begin = node.end("n.x");
        await(node.append(event("n.x", "{\"n\":1}"), event("n.x", "{\"n\":2}")));
        advance(node, 0);
        LogPosition middle = node.end("n.x");
        await(node.append(event("n.x", "{\"n\":3}")));
        assertThat(node.history("n.x", begin, 1)).hasSize(3);

        // when
        assertThat(await(node.ledger.drop(0))).isTrue();

        // then
        LogGap gap = node.gap("n.x", EventCursor.at(begin.store(), begin.position()));
        assertThat(gap.earliest()).isEqualTo(middle.position());
        assertThat(gap.earliestId()).isEqualTo("2");
        assertThat(node.read("n.x", begin.store(), begin.position(), 10)).isEqualTo(gap);
        assertThat(node.read("n.x", begin.store() + 1, middle.position(), 10)).isEqualTo(gap);
        assertThat(node.find("n.x", EventCursor.behind("1"))).isEqualTo(gap);
        assertThat(node.history("n.x", node.position("n.x", EventCursor.behind("2")), 10))
                .containsExactly("{\"n\":3}");
        assertThat(node.history("n.x", new LogPosition(gap.store(), gap.earliest()), 10))
                .containsExactly("{\"n\":3}");
        assertThat(await(node.ledger.drop(0))).as("once").isFalse();
        assertThat(await(node.ledger.drop(1)))
                .as("never the one that is written")
                .isFalse();
        assertThat(tables(node)).containsExactly("log_event_1", "log_event_2");
    }

    @Test
    void shouldFindACopyAcrossSegments() {
        // given
        LogFixture node = node(LogFixture.start());
        await(node.append(event("a.b", "1", "x")));
        advance(node, 0);

        // then
        assertThat(await(node.append(event("a.b", "1", "x")))).isEqualTo(1);
    }

    @Test
    void shouldGoOnWhileSegmentsComeAndGo() {
        // given
        LogConfig brief = new LogConfig(List.of(), Duration.ofMillis(800), 1 << 20, Duration.ofMillis(20));
        LogFixture node = node(LogFixture.start(brief));
        LogFixture other = node(node.another());
        await(node.append(event("a.b", "0")));

        // when
        int number = 1;
        while (await(node.ledger.head()).dropped() >> 32 < 3) {
            await(Future.all(node.append(event("a.b", "" + number)), other.append(event("a.c", "x"))));
            number++;
        }

        // then
        int all = number;
        List<String> expected = IntStream.range(0, all).mapToObj(i -> "" + i).toList();
        for (LogFixture each : nodes) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(each.handed().stream().filter(text -> !text.equals("x")))
                            .containsExactlyElementsOf(expected));
            assertContiguous(each);
        }
        assertThat(node.store.metrics().scrape()).containsPattern("weir_log_segments [1-9]");
    }

    @Test
    void shouldLeaveASegmentThatIsBeingRead() throws SQLException {
        // given
        LogFixture node = node(LogFixture.start());
        await(node.append(event("a.b", "1")));
        advance(node, 0);

        // when
        try (Connection reader = node.store.database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select * from weir.log_event");

            // then
            assertThat(await(node.ledger.drop(0))).isFalse();
            assertThat(await(node.append(event("a.b", "2")))).isZero();
        }
        assertThat(await(node.ledger.drop(0))).isTrue();
    }

    private static void advance(LogFixture node, int segment) {
        assertThat(await(node.ledger.advance(segment))).isTrue();
        assertThat(await(node.ledger.advance(segment))).as("once").isFalse();
    }

    private static List<String> tables(LogFixture node) {
        return node.store
                .database()
                .query("select relname from pg_class where relname ~ '^log_event_[0-9]+$' order by relname");
    }

    private static void assertContiguous(LogFixture node) {
        List<LogAdvanced> all = List.copyOf(node.advances);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).after()).isEqualTo(all.get(i - 1).through());
        }
    }

    private static Retention.Step step(Segment... segments) {
        return Retention.next(List.of(segments), DAYS);
    }

    private static Segment written(int minutes, long bytes, long used) {
        return segment(minutes, null, bytes, used);
    }

    private static Segment closed(int minutes, long bytes) {
        return segment(minutes + 60, Duration.ofMinutes(minutes), bytes, 0);
    }

    private static Segment segment(int minutes, @Nullable Duration closed, long bytes, long used) {
        return new Segment(1, Duration.ofMinutes(minutes), closed, bytes, used);
    }
}
