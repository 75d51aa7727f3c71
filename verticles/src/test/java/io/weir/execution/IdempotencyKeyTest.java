package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @Test
    void shouldReadQuotedAndBareHeaders() {
        assertThat(IdempotencyKey.ofHeader("\"8e03978e-40d5\"")).isEqualTo("8e03978e-40d5");
        assertThat(IdempotencyKey.ofHeader(" 8e03978e-40d5 ")).isEqualTo("8e03978e-40d5");
        assertThat(IdempotencyKey.ofHeader("\"a \\\"b\\\" \\\\c, d\"")).isEqualTo("a \"b\" \\c, d");
        assertThat(IdempotencyKey.ofHeader("x".repeat(255))).hasSize(255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"a", "a\"", "a b", "a,b", "\"a\\n\"", "\"a\"b", "ä", "\"\u0001\"", "a\u007f"})
    void shouldRefuseOtherHeaders(String value) {
        assertThat(IdempotencyKey.ofHeader(value)).isNull();
    }

    @Test
    void shouldRefuseKeysThatAreTooLong() {
        assertThat(IdempotencyKey.ofHeader("x".repeat(256))).isNull();
        assertThat(IdempotencyKey.ofHeader("\"" + "x".repeat(256) + "\"")).isNull();
        assertThat(IdempotencyKey.of("x".repeat(256))).isNull();
        assertThat(IdempotencyKey.of("a b")).isEqualTo("a b");
        assertThat(IdempotencyKey.of("")).isNull();
    }
}
