package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Final, unmasked frames as a server sends them (RFC 6455, 5.2), appended to a buffer. */
final class Frames {

    private static final int FINAL_TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8A;
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int EIGHT_BYTE_LENGTH = 127;

    private Frames() {}

    /** The head of a text frame; {@code length} bytes of payload follow. */
    static void text(ByteBuf out, int length) {
        head(out, FINAL_TEXT, length);
    }

    /** A close frame. */
    static void close(ByteBuf out, Close close) {
        head(out, CLOSE, Short.BYTES + ByteBufUtil.utf8Bytes(close.reason()));
        out.writeShort(close.code());
        out.writeCharSequence(close.reason(), UTF_8);
    }

    /** A pong frame that echoes a ping's payload. */
    static void pong(ByteBuf out, ByteBuf payload) {
        head(out, PONG, payload.readableBytes());
        out.writeBytes(payload);
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
