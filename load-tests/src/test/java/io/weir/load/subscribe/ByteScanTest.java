package io.weir.load.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteScanTest {

    @Test
    void shouldFindTheSequenceNumber() {
        assertThat(scan("{\"id\":\"1\",\"payload\":{\"data\":{\"reading\":{\"seq\":1000000042,\"unit\":\"ms\"}}}}"))
                .isEqualTo(1_000_000_042);
    }

    @Test
    void shouldFindTheSubscription() {
        // Given
        byte[] bytes = bytes("{\"id\":\"4711\",\"payload\":{\"data\":{\"reading\":{\"seq\":42}}}}");
        // Then
        assertThat(ByteScan.id(bytes, 0, bytes.length)).isEqualTo(4711);
    }

    @Test
    void shouldFindNothingInOtherTexts() {
        assertThat(scan("{\"type\":\"pong\"}")).isEqualTo(ByteScan.ABSENT);
        assertThat(scan("{\"seq\":null}")).isEqualTo(ByteScan.ABSENT);
        assertThat(scan("{\"seq\"")).isEqualTo(ByteScan.ABSENT);
        assertThat(scan("")).isEqualTo(ByteScan.ABSENT);
    }

    @Test
    void shouldNotLookOutsideItsBounds() {
        // Given
        byte[] bytes = bytes("x\"seq\":123,");
        // Then
        assertThat(ByteScan.sequence(bytes, 2, bytes.length)).isEqualTo(ByteScan.ABSENT);
        assertThat(ByteScan.sequence(bytes, 0, 9)).isEqualTo(12);
        assertThat(ByteScan.sequence(bytes, 0, 6)).isEqualTo(ByteScan.ABSENT);
    }

    @Test
    void shouldFindAMarkThatBeginsTwice() {
        assertThat(ByteScan.indexOf(bytes("aab"), bytes("aaab"), 0, 4)).isEqualTo(1);
    }

    private static long scan(String text) {
        byte[] bytes = bytes(text);
        return ByteScan.sequence(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
