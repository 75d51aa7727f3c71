package io.weir.gate.token;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Appends values in few bytes: tokens travel in headers. */
final class CompactWriter {

    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private final Buffer buffer = Buffer.buffer();

    CompactWriter octet(int value) {
        buffer.appendByte((byte) value);
        return this;
    }

    /** Eight bytes, for numbers that are as likely large as small. */
    CompactWriter whole(long value) {
        buffer.appendLong(value);
        return this;
    }

    /** Seven bits a byte, the lowest first; small numbers of either sign are short. */
    CompactWriter number(long value) {
        long rest = (value << 1) ^ (value >> Long.SIZE - 1);
        while ((rest & ~SEVEN_BITS) != 0) {
            octet((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= Byte.SIZE - 1;
        }
        return octet((int) rest);
    }

    CompactWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        buffer.appendBytes(utf8);
        return this;
    }

    byte[] bytes() {
        return buffer.getBytes();
    }
}
