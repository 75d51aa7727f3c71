package io.weir.load.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.load.node.Tally;
import io.weir.load.publish.EventPayload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final long FIRST = EventPayload.firstSequence();
    private static final int EVENTS = 100;
    private static final int PUBLISHERS = 4;
    private static final Bookmark ANYWHERE = new Bookmark("w1.x");

    @Test
    void shouldGiveEveryReaderWhatWasPosted() throws Exception {
        // Given
        try (HistoryServer server = new HistoryServer(posted -> posted)) {
            post(server);
            // When
            long read = new Replay(server.address(), PUBLISHERS).read(3, ANYWHERE, FIRST, EVENTS);
            // Then
            assertThat(server.posted()).hasSize(EVENTS).doesNotHaveDuplicates();
            assertThat(read).isEqualTo(3 * EVENTS);
            assertThat(server.queries())
                    .hasSize(3)
                    .containsOnly("subscription { reading(sensor: 0, after: \"w1.x\") { seq unit text } }");
        }
    }

    @Test
    void shouldFailWhereAnEventIsMissing() throws Exception {
        // Given
        try (HistoryServer server = new HistoryServer(posted -> posted.subList(1, EVENTS))) {
            post(server);
            // Then
            assertThatThrownBy(() -> new Replay(server.address(), PUBLISHERS).read(1, ANYWHERE, FIRST, EVENTS))
                    .hasMessageContaining("of 100 events 99 were replayed, 0 again, 0 out of order");
        }
    }

    @Test
    void shouldFailWhereAPublishersOrderIsLost() throws Exception {
        // Given
        try (HistoryServer server = new HistoryServer(ReplayTest::reversed)) {
            post(server);
            // Then: the last event of each publisher is the only one that no later one comes before
            assertThatThrownBy(() -> new Replay(server.address(), PUBLISHERS).read(1, ANYWHERE, FIRST, EVENTS))
                    .hasMessageContaining("100 were replayed, 0 again, 96 out of order");
        }
    }

    @Test
    void shouldTakeTheIdOfAnEventOfItsOwn() throws Exception {
        // Given
        try (HistoryServer server = new HistoryServer(posted -> posted)) {
            // When
            Bookmark bookmark = Bookmark.take(server.address(), Replay.live(), () -> post(server));
            // Then: its first one
            assertThat(bookmark.id()).isEqualTo("1");
        }
    }

    @Test
    void shouldPostFewerEventsThanItHasConnections() throws Exception {
        // Given
        try (HistoryServer server = new HistoryServer(posted -> posted);
                PostedEvents events = new PostedEvents(server.address(), 16, 200)) {
            // When
            events.send(FIRST, 1, Tally.histogram());
            // Then
            assertThat(server.posted()).hasSize(1);
        }
    }

    private static void post(HistoryServer server) {
        try (PostedEvents events = new PostedEvents(server.address(), PUBLISHERS, 200)) {
            events.send(FIRST, EVENTS, Tally.histogram());
        }
    }

    private static List<String> reversed(List<String> posted) {
        List<String> reversed = new ArrayList<>(posted);
        Collections.reverse(reversed);
        return reversed;
    }
}
