package io.weir.graph.sdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in as a scalar of models, and how it comes out. */
class CanonicalTextTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:30:00Z, 2026-11-22T10:30:00.000000Z",
        "2026-11-22t10:30:00.5z, 2026-11-22T10:30:00.500000Z",
        "2026-11-22T10:30:00.123456789+01:30, 2026-11-22T09:00:00.123456Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z"
    })
    void shouldWriteTimesInUtc(String in, String out) {
        assertEquals(out, CanonicalText.dateTime(in));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-22",
                "2026-11-22T10:30:00",
                "2026-11-22 10:30:00Z",
                "2026-02-30T00:00:00Z",
                "2026-11-22T25:30:00Z",
                "2026-11-22T10:30:60Z",
                "0001-01-01T00:00:00+01:00",
                "2026-11-22T10:30:00.1234567890Z",
                "2026-11-22T10:30:00+25:00"
            })
    void shouldRefuseWhatIsNoTime(String text) {
        assertThrows(IllegalArgumentException.class, () -> CanonicalText.dateTime(text));
    }

    @Test
    void shouldRefuseTimesThatAreNoText() {
        assertThrows(IllegalArgumentException.class, () -> CanonicalText.dateTime(1_700_000_000));
        assertThrows(IllegalArgumentException.class, () -> CanonicalText.date(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-2-3", "2026-02-30", "20260203", "0000-01-01", "2026-11-22T00:00:00Z"})
    void shouldRefuseWhatIsNoDay(String text) {
        assertThrows(IllegalArgumentException.class, () -> CanonicalText.date(text));
    }

    @ParameterizedTest
    @CsvSource({"12.50, 12.50", "1e3, 1000", "+.5, 0.5", "-0, 0", "5., 5", "1E-3, 0.001", "007, 7"})
    void shouldWriteDecimalsWithoutExponent(String in, String out) {
        assertEquals(out, CanonicalText.decimal(in));
    }

    @Test
    void shouldTakeNumbersAsDecimals() {
        assertEquals("12.50", CanonicalText.decimal(new BigDecimal("12.50")));
        assertEquals("3", CanonicalText.decimal(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "Infinity", "1,5", "0x10", " 1", "1e1000", "1e-1001", "1e99999"})
    void shouldRefuseWhatIsNoDecimal(String text) {
        assertThrows(IllegalArgumentException.class, () -> CanonicalText.decimal(text));
    }
}
