package io.weir.gate.token;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads what {@link CompactWriter} wrote, in the same order. Throws {@link BufferUnderflowException} past the end, and
 * {@link IllegalArgumentException} for what it never wrote.
 */
final class CompactReader {

    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private final ByteBuffer bytes;

    CompactReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int octet() {
        return bytes.get() & 0xFF;
    }

    long whole() {
        return bytes.getLong();
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE - 1) {
            int octet = octet();
            value |= (long) (octet & SEVEN_BITS) << shift;
            if ((octet & MORE) == 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    String text() {
        byte[] utf8 = new byte[count()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** How many there are, then each. */
    <T> List<T> list(Supplier<T> element) {
        int count = count();
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(element.get());
        }
        return elements;
    }

    void expectEnd() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException("more than was written");
        }
    }

    /** Whatever is counted takes a byte at least. */
    private int count() {
        long count = number();
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalArgumentException("a length that does not fit");
        }
        return (int) count;
    }
}
