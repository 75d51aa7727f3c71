package io.weir.load.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.load.FixedAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryLoadTest {

    private static final String RIGHT = "{\"data\":{\"a\":\"";
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void shouldCountRightAnswers() throws Exception {
        // Given
        try (FixedAnswer server = new FixedAnswer("{\"data\":{\"a\":\"1\"}}")) {
            // When
            QueryLoad.Answers answers = new QueryLoad(server.address(), "{ a }", RIGHT, 2).run(SHORT);
            // Then
            assertThat(answers.answers()).isGreaterThanOrEqualTo(2);
            assertThat(answers.latencyMicros().getTotalCount()).isEqualTo(answers.answers());
        }
    }

    @Test
    void shouldFailAtAnAnswerWithoutWhatWasAskedFor() throws Exception {
        // Given: an error, and yet data
        try (FixedAnswer server = new FixedAnswer("{\"data\":{\"a\":null},\"errors\":[{\"message\":\"no store\"}]}")) {
            QueryLoad load = new QueryLoad(server.address(), "{ a }", RIGHT, 2);
            // Then
            assertThatThrownBy(() -> load.run(SHORT)).hasMessageContaining("no store");
        }
    }

    @Test
    void shouldFailAtAnAnswerThatEndsTooSoon() throws Exception {
        // Given
        try (FixedAnswer server = new FixedAnswer("{\"data\":")) {
            QueryLoad load = new QueryLoad(server.address(), "{ a }", RIGHT, 1);
            // Then
            assertThatThrownBy(() -> load.run(SHORT)).hasMessageContaining("not the answer");
        }
    }
}
