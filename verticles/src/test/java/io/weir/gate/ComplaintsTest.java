package io.weir.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.flow.ManualTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    @Test
    void shouldGiveEachSystemALineNowAndThen() {
        // Given
        ManualTiming timing = new ManualTiming();
        Complaints complaints = new Complaints(timing);

        // Then
        assertThat(complaints.due("search")).isTrue();
        assertThat(complaints.due("search")).isFalse();
        assertThat(complaints.due("model")).isTrue();
        timing.pass(Duration.ofSeconds(10));
        assertThat(complaints.due("search")).isTrue();
        assertThat(complaints.due("search")).isFalse();
    }
}
