package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseTest {

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "€", "😀"})
    void shouldCutAReasonToWhatACloseFrameHolds(String character) {
        // When
        String reason =
                CloseCode.INVALID_MESSAGE.because("a" + character.repeat(200)).reason();

        // Then
        int size = reason.getBytes(UTF_8).length;
        assertThat(size).isBetween(124 - character.getBytes(UTF_8).length, 123);
        assertThat(reason).isEqualTo(new String(reason.getBytes(UTF_8), UTF_8)).endsWith(character);
    }
}
