package io.weir.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ReplyBytesTest {

    private final ReplyBytes bytes = new ReplyBytes(100);

    @Test
    void shouldTakeAsMuchAsTheLimit() {
        assertThat(bytes.add(Buffer.buffer("a".repeat(60)))).isTrue();
        assertThat(bytes.add(Buffer.buffer("b".repeat(40)))).isTrue();
        assertThat(bytes.decoded(null)).hasToString("a".repeat(60) + "b".repeat(40));
        assertThat(bytes.add(Buffer.buffer("c"))).isFalse();
        assertThat(bytes.tooLarge()).isTrue();
    }

    @Test
    void shouldUnpackNoMoreThanTheLimit() throws IOException {
        // When
        boolean taken = bytes.add(packed("a".repeat(101)));

        // Then
        assertThat(taken).isTrue();
        assertThat(bytes.decoded("gzip")).isNull();
        assertThat(bytes.tooLarge()).isTrue();
    }

    @Test
    void shouldUnpack() throws IOException {
        bytes.add(packed("abc"));
        assertThat(bytes.decoded(" GZIP ")).hasToString("abc");
        assertThat(bytes.decoded("br")).isNull();
    }

    private static Buffer packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes());
        }
        return Buffer.buffer(packed.toByteArray());
    }
}
