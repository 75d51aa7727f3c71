package io.weir.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitScaleTest {

    @ParameterizedTest
    @CsvSource({
        "DURATION, 250ms, 250",
        "DURATION, 10s, 10000",
        "DURATION, 5m, 300000",
        "DURATION, 1h, 3600000",
        "DURATION, 0s, 0",
        "DURATION, 90s, 90000",
        "SIZE, 1B, 1",
        "SIZE, 64KB, 65536",
        "SIZE, 1MB, 1048576",
        "SIZE, 2GB, 2147483648",
        "SIZE, 999999999GB, 1073741822926258176"
    })
    void shouldReadWhatItWrites(UnitScale scale, String text, long amount) {
        assertThat(scale.read(text)).isEqualTo(amount);
        assertThat(scale.write(amount)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1000ms, 1s", "60s, 1m", "60m, 1h"})
    void shouldWriteTheLargestUnit(String text, String larger) {
        assertThat(UnitScale.DURATION.write(UnitScale.DURATION.read(text))).isEqualTo(larger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "1 s", "1S", "1d", "-1s", "1.5s", "1s ", "1234567890s", "1KB", "٣s"})
    void shouldRefuseOtherTexts(String text) {
        assertThat(UnitScale.DURATION.read(text)).isNull();
    }
}
