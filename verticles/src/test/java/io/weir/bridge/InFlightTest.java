package io.weir.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight inFlight = new InFlight();

    @Test
    void shouldRefuseTooMany() {
        // Given
        assertThat(IntStream.range(0, 10_000).allMatch(i -> inFlight.enter(1))).isTrue();

        // Then
        assertThat(inFlight.enter(1)).isFalse();

        // When one is done
        inFlight.leave(1);

        // Then
        assertThat(inFlight.enter(1)).isTrue();
        assertThat(inFlight.enter(1)).isFalse();
    }

    @Test
    void shouldRefuseTooManyBytes() {
        // Given
        assertThat(inFlight.enter(63 << 20)).isTrue();

        // Then
        assertThat(inFlight.enter(2 << 20)).isFalse();
        assertThat(inFlight.enter(1 << 20)).isTrue();
    }

    @Test
    void shouldTakeOneThatIsLargerThanAllPlacesWhenAlone() {
        // Then
        assertThat(inFlight.enter(100 << 20)).isTrue();
        assertThat(inFlight.enter(1)).isFalse();
    }
}
