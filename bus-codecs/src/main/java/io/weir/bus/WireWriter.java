package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
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
