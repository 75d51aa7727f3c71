package io.weir.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WheelTest {

    private static final long TICK = Wheel.TICK.toMillis();
    private static final long REACH = 511 * TICK;

    private final List<Long> woken = new ArrayList<>();
    private long now = 1_000_050;
    private final Wheel wheel = new Wheel(() -> now);

    @Test
    void shouldWakeAtTheFirstTickThatIsNotTooEarly() {
        // When
        long due = wheel.wake(woken::add, now + 75);

        // Then
        assertThat(due).isEqualTo(1_000_200);
        turnAt(1_000_199);
        assertThat(woken).isEmpty();
        turnAt(1_000_200);
        turnAt(1_000_300);
        assertThat(woken).containsExactly(1_000_200L);
    }

    @Test
    void shouldWakeTheOthersWhenOneFails() {
        // Given
        wheel.wake(
                woke -> {
                    throw new IllegalStateException("on purpose");
                },
                now);
        wheel.wake(woken::add, now);

        // When
        turnAt(1_000_100);

        // Then
        assertThat(woken).hasSize(1);
    }

    @Test
    void shouldWakeAtTheNextTickForADeadlineInThePast() {
        // When
        wheel.wake(woken::add, now - 10 * TICK);

        // Then
        turnAt(1_000_100);
        assertThat(woken).hasSize(1);
    }

    @Test
    void shouldWakeEarlyWhenTheDeadlineIsOutOfReach() {
        // When
        long due = wheel.wake(woken::add, now + 10 * REACH);

        // Then
        assertThat(due).isLessThanOrEqualTo(now + REACH);
        turnAt(due);
        assertThat(woken).hasSize(1);
    }

    @Test
    void shouldWakeAllWhenTurnsWereMissed() {
        // Given
        for (int i = 1; i <= 1_000; i++) {
            wheel.wake(woken::add, now + i * TICK / 4);
        }

        // When
        turnAt(now + 10 * REACH);

        // Then
        assertThat(woken).hasSize(1_000);
    }

    @Test
    void shouldTakeNewDeadlinesWhileItTurns() {
        // Given
        wheel.wake(first -> wheel.wake(woken::add, now), now + TICK);

        // When
        turnAt(now + 2 * TICK);
        turnAt(now + TICK);

        // Then
        assertThat(woken).hasSize(1);
    }

    private void turnAt(long time) {
        now = time;
        wheel.turn();
    }
}
