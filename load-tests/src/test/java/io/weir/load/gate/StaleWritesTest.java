package io.weir.load.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.load.FixedAnswer;
import org.junit.jupiter.api.Test;

class StaleWritesTest {

    @Test
    void shouldFindTheToken() throws Exception {
        // Given
        String answer =
                "{\"data\":{\"held\":{\"actionId\":\"1\"}},\"extensions\":{\"consistency\":{\"token\":\"cz1.a\"}}}";
        try (FixedAnswer server = new FixedAnswer(answer)) {
            // Then
            assertThat(new StaleWrites(server.address()).write("1")).isEqualTo("cz1.a");
        }
    }

    @Test
    void shouldFailWhereNothingWasWritten() throws Exception {
        // Given
        try (FixedAnswer server = new FixedAnswer("{\"errors\":[{\"message\":\"no store\"}],\"data\":null}")) {
            // Then
            assertThatThrownBy(() -> new StaleWrites(server.address()).write("1"))
                    .hasMessageContaining("no store");
        }
    }
}
