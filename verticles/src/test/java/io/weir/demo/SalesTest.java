package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SalesTest {

    @Test
    void shouldNumberSalesWithoutAGap() {
        // Given
        Sales sales = new Sales(at(1_000));
        // Then
        assertThat(sales.next().encode()).isEqualTo("{\"number\":1001,\"sku\":\"honey\",\"qty\":3}");
        assertThat(sales.next().encode()).isEqualTo("{\"number\":1002,\"sku\":\"kettle\",\"qty\":1}");
    }

    @Test
    void shouldGiveNoNumberAgainAfterARestart() {
        // Given: ten sales in ten seconds
        Sales before = new Sales(at(1_000));
        int last = 0;
        for (int i = 0; i < 10; i++) {
            last = before.next().getInteger("number");
        }
        // When
        Sales after = new Sales(at(1_010));
        // Then
        assertThat(after.next().getInteger("number")).isGreaterThan(last);
    }

    private static Clock at(long epochSecond) {
        return Clock.fixed(Instant.ofEpochSecond(epochSecond), ZoneOffset.UTC);
    }
}
