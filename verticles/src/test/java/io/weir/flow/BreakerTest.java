package io.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.BreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private int circuitsOpen;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldStayClosedBelowTheShareOfFailures() {
        // Given
        Breaker breaker = breaker(true);

        // When
        for (int i = 0; i < 1000; i++) {
            end(breaker, i % 3 != 0);
        }

        // Then
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void shouldSayNothingOfTooFewCalls() {
        // Given
        Breaker breaker = breaker(true);

        // When
        for (int i = 0; i < 9; i++) {
            end(breaker, false);
        }

        // Then
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void shouldForgetWhatIsOlderThanTheWindow() {
        // Given
        Breaker breaker = breaker(true);
        for (int i = 0; i < 9; i++) {
            end(breaker, false);
        }

        // When
        now = now.plusSeconds(11);
        end(breaker, false);

        // Then
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void shouldOpenTryAndCloseAgain() {
        // Given
        Breaker breaker = opened();

        // When
        assertThat(breaker.allows()).isFalse();
        now = now.plusSeconds(6);

        // Then: three may try
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
        breaker.succeeded();
        breaker.succeeded();
        breaker.succeeded();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void shouldSayHowLongItRestsWithoutAskingForAnAttempt() {
        // Given
        Breaker breaker = opened();
        now = now.plusSeconds(1);

        // Then
        assertThat(breaker.room()).isZero();
        assertThat(breaker.rest()).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4001));
        now = now.plusMillis(4001);
        assertThat(breaker.room()).isEqualTo(3);
        assertThat(breaker.rest()).isZero();
    }

    @Test
    void shouldTakeBackWhatIsNotMade() {
        // Given
        Breaker breaker = opened();
        now = now.plusSeconds(6);
        for (int i = 0; i < 3; i++) {
            assertThat(breaker.allows()).isTrue();
        }

        // When
        breaker.release();

        // Then
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void shouldOpenAgainWhenTryingFails() {
        // Given
        Breaker breaker = opened();
        now = now.plusSeconds(6);

        // When
        end(breaker, false);
        end(breaker, false);
        end(breaker, false);

        // Then
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void shouldNeverOpenWhenThereIsNone() {
        // Given
        Breaker breaker = breaker(false);

        // When
        for (int i = 0; i < 100; i++) {
            end(breaker, false);
        }

        // Then
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void shouldCountNoCircuitThatIsClosedForGood() {
        // Given
        Breaker open = opened();
        assertThat(circuitsOpen).isEqualTo(1);

        // When
        open.close();
        breaker(false).close();

        // Then
        assertThat(circuitsOpen).isZero();
    }

    private Breaker opened() {
        Breaker breaker = breaker(true);
        for (int i = 0; i < 10; i++) {
            end(breaker, false);
        }
        return breaker;
    }

    private Breaker breaker(boolean enabled) {
        BreakerConfig config = new BreakerConfig(enabled, 50, 10, Duration.ofSeconds(10), Duration.ofSeconds(5));
        return new Breaker("a", config, new Moved(), (opened, state) -> circuitsOpen += opened);
    }

    private static void end(Breaker breaker, boolean well) {
        assertThat(breaker.allows()).isTrue();
        if (well) {
            breaker.succeeded();
        } else {
            breaker.failed();
        }
    }

    /** The time that a test says it is. */
    private final class Moved extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
