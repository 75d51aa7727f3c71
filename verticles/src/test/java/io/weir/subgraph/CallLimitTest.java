package io.weir.subgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallLimitTest {

    private final List<String> turns = new ArrayList<>();
    private final Runnable first = () -> turns.add("first");
    private final Runnable second = () -> turns.add("second");
    private final Runnable third = () -> turns.add("third");

    @Test
    void shouldGiveAPlaceToWhoWaitedLongest() {
        // Given
        CallLimit limit = new CallLimit(1, 2);

        // Then
        assertThat(limit.enter(() -> {})).isEqualTo(CallLimit.Entry.NOW);
        assertThat(limit.enter(first)).isEqualTo(CallLimit.Entry.LATER);
        assertThat(limit.enter(second)).isEqualTo(CallLimit.Entry.LATER);
        assertThat(limit.enter(third)).isEqualTo(CallLimit.Entry.REFUSED);
        limit.leave();
        assertThat(turns).containsExactly("first");
        assertThat(limit.enter(third)).isEqualTo(CallLimit.Entry.LATER);
        limit.leave();
        limit.leave();
        assertThat(turns).containsExactly("first", "second", "third");
    }

    @Test
    void shouldGiveNoPlaceToWhoGaveUp() {
        // Given
        CallLimit limit = new CallLimit(1, 2);
        limit.enter(() -> {});
        limit.enter(first);
        limit.enter(second);

        // When
        assertThat(limit.giveUp(first)).isTrue();
        limit.leave();

        // Then
        assertThat(turns).containsExactly("second");
        assertThat(limit.giveUp(second)).isFalse();
    }

    @Test
    void shouldHaveThePlaceAgainWhenNobodyWaits() {
        // Given
        CallLimit limit = new CallLimit(1, 0);
        limit.enter(first);
        assertThat(limit.enter(second)).isEqualTo(CallLimit.Entry.REFUSED);

        // When
        limit.leave();

        // Then
        assertThat(limit.enter(second)).isEqualTo(CallLimit.Entry.NOW);
    }
}
