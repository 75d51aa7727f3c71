package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** Whole, final, unmasked frames as a server sends them (RFC 6455, 5.2), each in one direct buffer. */
final class Frames {

    /** A frame's first bytes are at most these. */
    static final int MAX_HEAD = 10;

    private static final int FINAL_TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8A;
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int EIGHT_BYTE_LENGTH = 127;

    private Frames() {}

    /** A text frame. */
    static ByteBuf text(ByteBufAllocator allocator, Buffer payload) {
        ByteBuf frame = allocator.directBuffer(MAX_HEAD + payload.length());
        textHead(frame, payload.length());
        return frame.writeBytes(((BufferInternal) payload).getByteBuf());
    }

    /** The head of a text frame whose payload of {@code length} bytes follows. */
    static void textHead(ByteBuf out, int length) {
        head(out, FINAL_TEXT, length);
    }

    /** A close frame. */
    static ByteBuf close(ByteBufAllocator allocator, Close close) {
        int length = Short.BYTES + ByteBufUtil.utf8Bytes(close.reason());
        ByteBuf frame = allocator.directBuffer(MAX_HEAD + length);
        head(frame, CLOSE, length);
        frame.writeShort(close.code());
        frame.writeCharSequence(close.reason(), UTF_8);
        return frame;
    }

    /** A pong frame that echoes a ping's payload. */
    static ByteBuf pong(ByteBufAllocator allocator, ByteBuf payload) {
        ByteBuf frame = allocator.directBuffer(MAX_HEAD + payload.readableBytes());
        head(frame, PONG, payload.readableBytes());
        return frame.writeBytes(payload);
    }

    private static void head(ByteBuf out, int first, int length) {
        out.writeByte(first);
        if (length < TWO_BYTE_LENGTH) {
            out.writeByte(length);
        } else if (length <= 0xFFFF) {
            out.writeByte(TWO_BYTE_LENGTH).writeShort(length);
        } else {
            out.writeByte(EIGHT_BYTE_LENGTH).writeLong(length);
        }
    }
}
