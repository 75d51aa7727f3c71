package io.weir.bridge.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong nanos = new AtomicLong(-5);

    @Test
    void shouldTakeATenthOfASecondAtOnceAndTheRestInTime() {
        // Given
        Pace pace = new Pace(1000, nanos::get);

        // Then
        assertThat(taken(pace)).isEqualTo(100);
        assertThat(taken(pace)).isZero();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(taken(pace)).isEqualTo(20);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(taken(pace)).isEqualTo(100);
    }

    @Test
    void shouldSayWhenTheNextMayBeTaken() {
        // Given
        Pace slow = new Pace(2, nanos::get);
        Pace fast = new Pace(100_000, nanos::get);

        // When
        taken(slow);
        taken(fast);

        // Then
        assertThat(slow.pauseMillis()).isEqualTo(500);
        assertThat(fast.pauseMillis()).isEqualTo(10);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(taken(slow)).isEqualTo(1);
    }

    private static long taken(Pace pace) {
        return IntStream.range(0, 1_000_000).takeWhile(i -> pace.take()).count();
    }
}
