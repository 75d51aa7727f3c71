package io.weir.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.PublishOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {

    private final List<String> calls = new ArrayList<>();
    private final Unconfirmed event = new Unconfirmed(100, () -> calls.add("leave"));

    @Test
    void shouldGiveItsPlaceBackOnceWrittenAndSettled() {
        // When
        event.onRefused("late");

        // Then its bytes are still held
        assertThat(calls).isEmpty();

        // When
        event.onWritten();

        // Then
        assertThat(calls).containsExactly("leave");
    }

    @Test
    void shouldKeepItsFirstOutcome() {
        // Given
        event.onWriting(() -> calls.add("forget"));
        event.onWritten();

        // When
        event.onRefused("late");
        event.onAccepted();

        // Then
        assertThat(event.outcome().result()).isEqualTo(new PublishOutcome(false, "late"));
        assertThat(calls).containsExactly("forget", "leave");
    }

    @Test
    void shouldBeDueAtItsDeadline() {
        assertThat(event.isDue(99)).isFalse();
        assertThat(event.isDue(100)).isTrue();
    }
}
