package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Appends the fields of one message to a buffer. Numbers are big-endian; texts and bytes follow their length. */
final class WireWriter {

    private static final int ABSENT = -1;

    private final Buffer buffer;

    WireWriter(Buffer buffer) {
        this.buffer = buffer;
    }

    WireWriter text(@Nullable String text) {
        if (text == null) {
            buffer.appendInt(ABSENT);
            return this;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        buffer.appendInt(utf8.length).appendBytes(utf8);
        return this;
    }

    WireWriter optionalBytes(@Nullable Buffer bytes) {
        if (bytes == null) {
            buffer.appendInt(ABSENT);
            return this;
        }
        return bytes(bytes);
    }

    /** How many there are, then each. */
    <T> WireWriter list(List<T> elements, BiConsumer<WireWriter, T> write) {
        buffer.appendInt(elements.size());
        elements.forEach(element -> write.accept(this, element));
        return this;
    }

    /** Whether it is there, then itself. */
    <T> WireWriter optional(@Nullable T value, BiConsumer<WireWriter, T> write) {
        flag(value != null);
        if (value != null) {
            write.accept(this, value);
        }
        return this;
    }

    WireWriter bytes(Buffer bytes) {
        buffer.appendInt(bytes.length()).appendBuffer(bytes);
        return this;
    }

    /** Texts by name: how many there are, then each name and its text, ordered by name. */
    WireWriter texts(Map<String, String> texts) {
        buffer.appendInt(texts.size());
        new TreeMap<>(texts).forEach((name, text) -> text(name).text(text));
        return this;
    }

    WireWriter number(long number) {
        buffer.appendLong(number);
        return this;
    }

    WireWriter flag(boolean flag) {
        buffer.appendByte((byte) (flag ? 1 : 0));
        return this;
    }
}
