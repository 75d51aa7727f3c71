package io.weir.gate.lsn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalEndTest {

    private static final int PAGE = 8192;
    private static final int SEGMENT = 16 << 20;

    @ParameterizedTest
    @CsvSource({
        "16777216, 16777216",
        "16777256, 16777216",
        "16777240, 16777216",
        "16777264, 16777264",
        "16785408, 16785408",
        "16785432, 16785408",
        "16785440, 16785440",
        "16785448, 16785448"
    })
    void shouldNotTakeAHeaderForARecord(long insert, long end) {
        assertThat(WalEnd.ofLastRecord(insert, PAGE, SEGMENT)).isEqualTo(end);
    }
}
