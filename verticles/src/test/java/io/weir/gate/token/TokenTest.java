package io.weir.gate.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.EventCursor;
import io.weir.bus.SystemTarget;
import io.weir.bus.SystemTarget.Answered;
import io.weir.bus.SystemTarget.Applied;
import io.weir.bus.SystemTarget.Handled;
import io.weir.bus.SystemTarget.Replayed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two tokens become one that stands for both. */
class TokenTest {

    private static final Instant EARLY = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(1);

    @Test
    void shouldKeepTheGreatestVersionOfEachKey() {
        // given
        SystemTarget older = new Applied("search", "a", "Order:7", 3);
        SystemTarget newer = new Applied("search", "b", "Order:7", 4);
        SystemTarget otherKey = new Applied("search", "c", "Order:8", 1);
        SystemTarget otherSystem = new Applied("cache", "a", "Order:7", 3);

        // when
        Token both = token(older, otherKey).and(token(newer, otherSystem));

        // then
        assertThat(both.targets()).containsExactlyInAnyOrder(newer, otherKey, otherSystem);
        assertThat(token(newer).and(token(older)).targets()).containsExactly(newer);
    }

    @Test
    void shouldKeepEveryActionThatNoVersionSurpasses() {
        // given
        SystemTarget first = new Applied("search", "a", null, 0);
        SystemTarget second = new Applied("search", "b", null, 0);
        SystemTarget sameVersion = new Applied("search", "c", "Order:7", 4);
        SystemTarget sameVersionToo = new Applied("search", "d", "Order:7", 4);

        // when
        Token both = token(first, sameVersion).and(token(second, sameVersionToo, first));

        // then
        assertThat(both.targets()).containsExactlyInAnyOrder(first, second, sameVersion, sameVersionToo);
    }

    @Test
    void shouldKeepTheGreatestLsnOfEachTimeline() {
        // given
        SystemTarget older = new Replayed("replica", 1, 1, 100);
        SystemTarget newer = new Replayed("replica", 1, 1, 200);
        SystemTarget otherTimeline = new Replayed("replica", 1, 2, 50);
        SystemTarget otherCluster = new Replayed("replica", 2, 1, 50);

        // when
        Token both = token(newer, otherCluster).and(token(older, otherTimeline));

        // then
        assertThat(both.targets()).containsExactlyInAnyOrder(newer, otherTimeline, otherCluster);
    }

    @Test
    void shouldKeepTheGreatestPositionOfEachStoreAndEveryAnswer() {
        // given
        SystemTarget older = new Handled("reader", 1, 100);
        SystemTarget newer = new Handled("reader", 1, 200);
        SystemTarget otherStore = new Handled("reader", 2, 50);
        SystemTarget answer = new Answered("page", List.of("7", "3"));
        SystemTarget otherAnswer = new Answered("page", List.of("7", "4"));

        // when
        Token both = token(newer, otherStore, answer).and(token(older, otherAnswer, answer));

        // then
        assertThat(both.targets()).containsExactlyInAnyOrder(newer, otherStore, answer, otherAnswer);
    }

    @Test
    void shouldStartFromTheLaterPlaceOfTheLogThatWasThereLast() {
        // given
        Token early = new Token(List.of(), EventCursor.at(1, 900), EARLY);
        Token late = new Token(List.of(), EventCursor.at(1, 800), LATE);
        Token replaced = new Token(List.of(), EventCursor.at(2, 5), LATE);

        // when, then
        assertThat(early.and(late)).isEqualTo(late.and(early));
        assertThat(early.and(late).log()).isEqualTo(EventCursor.at(1, 900));
        assertThat(early.and(late).expiry()).isEqualTo(LATE);
        assertThat(early.and(replaced).log()).isEqualTo(EventCursor.at(2, 5));
        assertThat(replaced.and(early).log()).isEqualTo(EventCursor.at(2, 5));
        assertThat(Token.EMPTY.and(early)).isEqualTo(early);
    }

    private static Token token(SystemTarget... targets) {
        return new Token(List.of(targets), null, EARLY);
    }
}
