package io.weir.load.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Arrival arrival = new Arrival(Duration.ofSeconds(5), nanos::get);

    @Test
    void shouldEndWhenAllIsThere() {
        assertThat(arrival.goesOn(9, 10)).isTrue();
        assertThat(arrival.goesOn(10, 10)).isFalse();
    }

    @Test
    void shouldEndWhenNothingMoreComes() {
        // Given
        arrival.goesOn(9, 10);
        // When
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
        // Then
        assertThat(arrival.goesOn(9, 10)).isTrue();
        nanos.addAndGet(1);
        assertThat(arrival.goesOn(9, 10)).isFalse();
    }

    @Test
    void shouldWaitAnewForEachThatComes() {
        // Given
        arrival.goesOn(8, 10);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(4));
        // When
        arrival.goesOn(9, 10);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(4));
        // Then
        assertThat(arrival.goesOn(9, 10)).isTrue();
    }
}
