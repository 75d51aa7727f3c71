package io.weir.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.flow.ManualTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final ManualTiming timing = new ManualTiming();
    private final RetryBudget budget = new RetryBudget(timing.clock());

    @Test
    void shouldGrantTenASecond() {
        // Given
        spendAll();

        // When
        timing.pass(Duration.ofSeconds(1));

        // Then
        assertThat(spendAll()).isEqualTo(10);
    }

    @Test
    void shouldGrantOneForFiveCalls() {
        // Given
        spendAll();

        // When
        for (int i = 0; i < 50; i++) {
            budget.earn();
        }

        // Then
        assertThat(spendAll()).isBetween(9, 10);
    }

    @Test
    void shouldNotSaveForever() {
        // When
        timing.pass(Duration.ofHours(1));

        // Then
        assertThat(spendAll()).isEqualTo(100);
    }

    private int spendAll() {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }
}
