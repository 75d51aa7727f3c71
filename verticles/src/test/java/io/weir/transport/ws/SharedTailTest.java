package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.weir.transport.fanout.SharedPayload;
import org.junit.jupiter.api.Test;

class SharedTailTest {

    private final SharedPayload payload = new SharedPayload(Buffer.buffer("{\"data\":1}"));

    @Test
    void shouldBeTheSameBytesForAllSubscribers() {
        // When
        ByteBuf first = SharedTail.of(payload, UnpooledByteBufAllocator.DEFAULT);
        ByteBuf second = SharedTail.of(payload, UnpooledByteBufAllocator.DEFAULT);

        // Then
        assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
        assertThat(first.readCharSequence(first.readableBytes(), UTF_8)).hasToString("{\"data\":1}}");
        assertThat(second.readCharSequence(second.readableBytes(), UTF_8)).hasToString("{\"data\":1}}");
    }

    @Test
    void shouldBeFreeOnceAllHaveWrittenAndThePayloadIsReleased() {
        // Given
        ByteBuf first = SharedTail.of(payload, UnpooledByteBufAllocator.DEFAULT);
        ByteBuf second = SharedTail.of(payload, UnpooledByteBufAllocator.DEFAULT);

        // When
        first.release();
        payload.release();
        int beforeTheLast = second.refCnt();
        second.release();

        // Then
        assertThat(beforeTheLast).isEqualTo(1);
        assertThat(second.refCnt()).isZero();
    }
}
