package io.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void shouldDoubleUpToTheLongest() {
        // Given no shortening
        BackOff backOff = backOff(0);

        // Then
        assertThat(pauses(backOff, 5)).containsExactly(100L, 200L, 400L, 500L, 500L);
    }

    @Test
    void shouldShortenByUpToAHalf() {
        // Given as much as there can be
        BackOff backOff = backOff(Math.nextDown(1.0));

        // Then
        assertThat(pauses(backOff, 4)).containsExactly(51L, 101L, 201L, 251L);
    }

    @Test
    void shouldBeginAgainAfterASuccess() {
        // Given
        BackOff backOff = backOff(0);
        pauses(backOff, 5);

        // When
        backOff.reset();

        // Then
        assertThat(pauses(backOff, 2)).containsExactly(100L, 200L);
    }

    private static BackOff backOff(double random) {
        RandomGenerator fixed = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return random;
            }
        };
        return new BackOff(Duration.ofMillis(100), Duration.ofMillis(500), fixed);
    }

    private static List<Long> pauses(BackOff backOff, int count) {
        return Stream.generate(backOff::pause)
                .limit(count)
                .map(Duration::toMillis)
                .toList();
    }

    @Test
    void shouldWaitUpToTwiceAsLongBeforeEachRetryThatIsCountedElsewhere() {
        // Given
        Duration first = Duration.ofMillis(100);
        Duration longest = Duration.ofSeconds(2);

        // Then
        assertThat(BackOff.pause(first, longest, 1, () -> Long.MIN_VALUE >>> 1))
                .isBetween(Duration.ofMillis(1), first.plusMillis(1));
        assertThat(BackOff.pause(first, longest, 3, () -> -1))
                .isBetween(Duration.ofMillis(399), Duration.ofMillis(401));
        assertThat(BackOff.pause(first, longest, 60, () -> -1))
                .isBetween(Duration.ofMillis(1999), Duration.ofMillis(2001));
    }
}
