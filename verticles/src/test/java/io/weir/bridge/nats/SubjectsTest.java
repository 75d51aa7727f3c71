package io.weir.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {

    @Test
    void shouldTakeWhatThePatternsTakeAndNothingTwice() {
        assertThat(Subjects.of(List.of("a", "b.*", "c.#", "c.d", "c.*.e", "b.*")))
                .containsExactly("a", "b.*", "c", "c.>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "#.a", "a.#.b"})
    void shouldRefuseWhatNoSubjectIs(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subjects.of(List.of(pattern)))
                .withMessageContaining(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, a.b, true",
        "a.b, a.c, false",
        "a.*, a.b, true",
        "a.*, a.b.c, false",
        "a.*, a, false",
        "a.>, a.b.c, true",
        "a.>, a, false",
        ">, a, true",
        "a.b, a, false"
    })
    void shouldMatchAsTheServerDoes(String subject, String topic, boolean matches) {
        assertThat(Subjects.matches(subject, topic)).isEqualTo(matches);
    }
}
