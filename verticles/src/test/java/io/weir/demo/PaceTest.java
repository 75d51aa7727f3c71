package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    @ParameterizedTest
    @CsvSource({"1, PT1S", "0.5, PT2S", "40, PT0.025S", "1000, PT0.001S", "0.001, PT1000S"})
    void shouldTurnARateIntoAPeriod(String rate, Duration period) {
        assertThat(Pace.ofRate(rate).webhooks()).isEqualTo(period);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "fast", "", "NaN", "Infinity"})
    void shouldRefuseWhatIsNoRate(String rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pace.ofRate(rate))
                .withMessage("the rate \"%s\" is not a number from 0.001 to 1000 (webhooks a second)", rate);
    }

    @Test
    void shouldRefuseAPeriodThatNoTimerHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pace(Duration.ofSeconds(1), Duration.ofNanos(1)))
                .withMessage("a period is at least 1 ms");
    }
}
