package io.weir.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventAttributesTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "007, 7", "1000, 1000"})
    void shouldBelieveAWholeNumber(String text, int depth) {
        assertThat(EventAttributes.depth(text)).isEqualTo(depth);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " 7", "-1", "+1", "1.0", "1e2", "1001", "99999999999", "٣", "7, 8", "x"})
    void shouldBelieveNothingElse(String text) {
        assertThat(EventAttributes.depth(text)).isZero();
    }

    @Test
    void shouldCountWhatIsDeeperAsTheDeepest() {
        assertThat(EventAttributes.NONE.withDepth(1_001).depth()).isEqualTo(EventAttributes.DEEPEST);
        assertThat(EventAttributes.NONE.withDepth(-1)).isEqualTo(EventAttributes.NONE);
    }
}
