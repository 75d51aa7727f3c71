package io.weir.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseTest {

    private final Phase phase = new Phase(1000, 7, 3, new Schedule(10, 1), 50);

    @Test
    void shouldCountTheEventsOfEachTopic() {
        // 1000 … 1006 go to the topics 1 2 0 1 2 0 1
        assertThat(phase.eventsOf(0)).isEqualTo(2);
        assertThat(phase.eventsOf(1)).isEqualTo(3);
        assertThat(phase.eventsOf(2)).isEqualTo(2);
    }

    @Test
    void shouldPlaceEachEventAmongThoseOfItsTopic() {
        assertThat(phase.placeOf(1000)).isZero();
        assertThat(phase.placeOf(1003)).isEqualTo(1);
        assertThat(phase.placeOf(1006)).isEqualTo(2);
        assertThat(phase.placeOf(1005)).isEqualTo(1);
    }

    @Test
    void shouldKnowItsOwnEvents() {
        assertThat(phase.has(999)).isFalse();
        assertThat(phase.has(1000)).isTrue();
        assertThat(phase.has(1006)).isTrue();
        assertThat(phase.has(1007)).isFalse();
    }

    @Test
    void shouldIntendTimesFromItsStart() {
        assertThat(phase.intendedNanos(1000)).isEqualTo(50);
        assertThat(phase.intendedNanos(1002)).isEqualTo(200_000_050);
    }
}
