package io.weir.load.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void shouldDealEveryNumberOnceAndEachPublishersInOrder() {
        // Given: 10 to 14 for three publishers
        Turns turns = new Turns(10, 5, 3);
        // Then
        assertThat(turns.next(1)).isEqualTo(10);
        assertThat(turns.next(1)).isEqualTo(13);
        assertThat(turns.next(1)).isEqualTo(Turns.NONE);
        assertThat(turns.next(0)).isEqualTo(12);
        assertThat(turns.next(2)).isEqualTo(11);
        assertThat(turns.next(2)).isEqualTo(14);
        assertThat(turns.next(2)).isEqualTo(Turns.NONE);
        assertThat(turns.next(0)).isEqualTo(Turns.NONE);
    }

    @Test
    void shouldGiveNothingToPublishersThatAreTooMany() {
        // Given
        Turns turns = new Turns(4, 1, 3);
        // Then
        assertThat(turns.next(1)).isEqualTo(4);
        assertThat(turns.next(2)).isEqualTo(Turns.NONE);
        assertThat(turns.next(0)).isEqualTo(Turns.NONE);
    }
}
