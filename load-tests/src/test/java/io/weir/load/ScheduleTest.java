package io.weir.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void shouldSpreadEventsEvenly() {
        // Given
        Schedule schedule = new Schedule(4, 1);
        // When
        long[] intended = LongStream.range(0, 5).map(schedule::intendedNanos).toArray();
        // Then
        assertThat(intended).containsExactly(0, 250_000_000, 500_000_000, 750_000_000, 1_000_000_000);
    }

    @Test
    void shouldLetABurstLeaveAtOnceAndKeepTheRate() {
        // Given
        Schedule schedule = new Schedule(4, 2);
        // When
        long[] intended = LongStream.range(0, 5).map(schedule::intendedNanos).toArray();
        // Then
        assertThat(intended).containsExactly(0, 0, 500_000_000, 500_000_000, 1_000_000_000);
    }

    @Test
    void shouldNotDriftOverManyEvents() {
        // Given
        Schedule schedule = new Schedule(3, 1);
        // When
        long intended = schedule.intendedNanos(3_000_000);
        // Then
        assertThat(intended).isEqualTo(1_000_000_000_000_000L);
    }

    @Test
    void shouldRefuseARateOrBurstThatNeverBegins() {
        assertThatThrownBy(() -> new Schedule(0, 1)).hasMessageContaining("rate above 0");
        assertThatThrownBy(() -> new Schedule(Double.NaN, 1)).hasMessageContaining("rate above 0");
        assertThatThrownBy(() -> new Schedule(1, 0)).hasMessageContaining("bursts of at least 1");
    }
}
