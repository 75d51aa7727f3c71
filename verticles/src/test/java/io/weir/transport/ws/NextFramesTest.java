package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.buffer.Buffer;
import io.weir.transport.SharedPayload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextFramesTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 100, 5_000, 70_000})
    void shouldFrameEachIdBeforeThePayload(int size) {
        // Given
        String response = "\"" + "x".repeat(size) + "\"";
        SharedPayload payload = new SharedPayload(Buffer.buffer(response));

        // When
        List<ByteBuf> first = write(payload, "1");
        List<ByteBuf> second = write(payload, "two");

        // Then
        assertThat(textOf(first)).isEqualTo("{\"id\":\"1\",\"type\":\"next\",\"payload\":" + response + "}");
        assertThat(textOf(second)).isEqualTo("{\"id\":\"two\",\"type\":\"next\",\"payload\":" + response + "}");
    }

    @Test
    void shouldShareOneEncodedFrameAmongEqualIds() {
        // Given
        SharedPayload payload = new SharedPayload(Buffer.buffer("{}"));

        // When
        ByteBuf first = write(payload, "1").get(0);
        ByteBuf second = write(payload, "1").get(0);
        ByteBuf other = write(payload, "2").get(0);

        // Then
        assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
        assertThat(other.memoryAddress()).isNotEqualTo(first.memoryAddress());
    }

    @Test
    void shouldShareALargePayloadAmongAllIds() {
        // Given
        SharedPayload payload = new SharedPayload(Buffer.buffer("x".repeat(10_000)));

        // When
        List<ByteBuf> first = write(payload, "1");
        List<ByteBuf> second = write(payload, "2");

        // Then
        assertThat(second.get(1).memoryAddress()).isEqualTo(first.get(1).memoryAddress());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 10_000})
    void shouldFreeAllFramesOnceWrittenAndReleased(int size) {
        // Given
        SharedPayload payload = new SharedPayload(Buffer.buffer("x".repeat(size)));
        List<ByteBuf> written = new ArrayList<>();
        for (String id : List.of("1", "1", "2", "1")) {
            written.addAll(write(payload, id));
        }

        // When
        payload.release();
        written.forEach(ByteBuf::release);

        // Then
        assertThat(written).allSatisfy(frame -> assertThat(frame.refCnt()).isZero());
    }

    private List<ByteBuf> write(SharedPayload payload, String id) {
        NextFrames.of(payload).write(new OperationId(id), channel);
        channel.flush();
        List<ByteBuf> written = new ArrayList<>();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            written.add(buffer);
        }
        return written;
    }

    /** The payload of the one final text frame in some buffers. */
    private static String textOf(List<ByteBuf> buffers) {
        StringBuilder bytes = new StringBuilder();
        buffers.forEach(buffer -> bytes.append(buffer.toString(ISO_8859_1)));
        assertThat((int) bytes.charAt(0)).isEqualTo(0x81);
        int length = bytes.charAt(1);
        int head = 2;
        if (length == 126) {
            length = bytes.charAt(2) << 8 | bytes.charAt(3);
            head = 4;
        } else if (length == 127) {
            length = bytes.charAt(6) << 24 | bytes.charAt(7) << 16 | bytes.charAt(8) << 8 | bytes.charAt(9);
            head = 10;
        }
        assertThat(bytes.length() - head).isEqualTo(length);
        return new String(bytes.substring(head).getBytes(ISO_8859_1), UTF_8);
    }
}
