package io.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                             | 0
            7                             | 7
            ' 7 '                         | 7
            Thu, 1 Jan 2026 00:01:00 GMT  | 60
            Wed, 31 Dec 2025 00:00:00 GMT | 0
            -1                            | 0
            soon                          | 0
            99999999999                   | 0
            """)
    void shouldReadSecondsAndDates(String header, long seconds) {
        assertThat(RetryAfter.read(header, clock)).hasSeconds(seconds);
    }

    @Test
    void shouldNotWaitWithoutTheHeader() {
        assertThat(RetryAfter.read(null, clock)).isZero();
    }
}
