package io.weir.execution;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * UTF-8 JSON that can be taken back: null propagation rewinds what was written of an object whose child failed, and a
 * representation that was written before is not sent again. That is why no stock generator serves.
 */
final class JsonWriter {

    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] HEX = ascii("0123456789abcdef");
    /** Room for one character, escaped or as UTF-8. */
    private static final int MAX_BYTES_PER_CHAR = 6;

    private static final long HASH_FACTOR = new SecureRandom().nextLong() | 1;

    private byte[] bytes;
    private int length;

    JsonWriter(int sizeHint) {
        this.bytes = new byte[Math.max(sizeHint, 64)];
    }

    int mark() {
        return length;
    }

    void rewind(int mark) {
        length = mark;
    }

    void raw(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    void raw(byte[] encoded) {
        ensure(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }

    void rawAscii(String text) {
        int count = text.length();
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    void writeNull() {
        raw(NULL);
    }

    void writeBoolean(boolean value) {
        raw(value ? TRUE : FALSE);
    }

    /** Any JSON value, as {@link io.weir.json.Json#write} writes it; what is {@link Missing} is null. */
    void writeValue(@Nullable Object value) {
        if (value instanceof String text) {
            writeString(text);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else if (value instanceof Boolean bool) {
            writeBoolean(bool);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof Iterable<?> list) {
            writeList(list);
        } else if (value == null || value instanceof Missing) {
            writeNull();
        } else {
            writeString(value.toString());
        }
    }

    private void writeMap(Map<?, ?> map) {
        raw('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (Missing.ABSENT.equals(entry.getKey()) && entry.getValue() instanceof Missing) {
                continue;
            }
            if (!first) {
                raw(',');
            }
            first = false;
            writeString(String.valueOf(entry.getKey()));
            raw(':');
            writeValue(entry.getValue());
        }
        raw('}');
    }

    private void writeList(Iterable<?> list) {
        raw('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                raw(',');
            }
            first = false;
            writeValue(element);
        }
        raw(']');
    }

    private void writeNumber(Number number) {
        boolean binary = number instanceof Double || number instanceof Float;
        if (binary && !Double.isFinite(number.doubleValue())) {
            writeNull();
        } else {
            rawAscii(number.toString());
        }
    }

    /** Copies what another one wrote between two of its marks. */
    void raw(JsonWriter other, int from, int to) {
        ensure(to - from);
        System.arraycopy(other.bytes, from, bytes, length, to - from);
        length += to - from;
    }

    /** A hash of what was written between two marks; no one outside can know which texts collide. */
    int hash(int from, int to) {
        long hash = 1;
        for (int i = from; i < to; i++) {
            hash = hash * HASH_FACTOR + bytes[i];
        }
        return (int) (hash >>> Integer.SIZE);
    }

    /** Whether what was written since the mark was written before, between two other marks. */
    boolean repeats(int from, int to, int mark) {
        return Arrays.equals(bytes, from, to, bytes, mark, length);
    }

    void writeString(String text) {
        int count = text.length();
        ensure(Math.addExact(count, 2));
        bytes[length++] = '"';
        int i = 0;
        while (i < count) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\') {
                break;
            }
            bytes[length++] = (byte) c;
            i++;
        }
        if (i < count) {
            writeSpecial(text, i);
        }
        raw('"');
    }

    Buffer toBuffer() {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, 0, length));
    }

    int length() {
        return length;
    }

    private void writeSpecial(String text, int from) {
        int count = text.length();
        for (int i = from; i < count; i++) {
            ensure(MAX_BYTES_PER_CHAR);
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c < 0x20) {
                writeControl(c);
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xc0 | (c >> 6));
                bytes[length++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(text.charAt(i + 1))) {
                writeSupplementary(Character.toCodePoint(c, text.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                writeUnicodeEscape(c); // half a pair has no UTF-8; JSON can still say it
            } else {
                bytes[length++] = (byte) (0xe0 | (c >> 12));
                bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                bytes[length++] = (byte) (0x80 | (c & 0x3f));
            }
        }
    }

    private void writeControl(char c) {
        char shorthand = switch (c) {
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> 0;
        };
        if (shorthand == 0) {
            writeUnicodeEscape(c);
        } else {
            bytes[length++] = '\\';
            bytes[length++] = (byte) shorthand;
        }
    }

    private void writeUnicodeEscape(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(c >> shift) & 0xf];
        }
    }

    private void writeSupplementary(int codePoint) {
        bytes[length++] = (byte) (0xf0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
