package io.weir.load.action;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.load.FixedAnswer;
import io.weir.load.Phase;
import io.weir.load.Schedule;
import org.junit.jupiter.api.Test;

class OpenMutationsTest {

    @Test
    void shouldTakeAnActionIdForAnAcceptance() throws Exception {
        // Given
        try (FixedAnswer server = new FixedAnswer("{\"data\":{\"record\":{\"actionId\":\"1\"}}}")) {
            // Then
            assertThatCode(() -> new OpenMutations(server.address()).run(phase()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void shouldFailWhereNothingWasAccepted() throws Exception {
        // Given
        try (FixedAnswer server = new FixedAnswer("{\"errors\":[{\"message\":\"no store\"}],\"data\":null}")) {
            // Then
            assertThatThrownBy(() -> new OpenMutations(server.address()).run(phase()))
                    .hasMessageContaining("no store");
        }
    }

    private static Phase phase() {
        return new Phase(0, 3, 1, new Schedule(1000, 1), System.nanoTime());
    }
}
