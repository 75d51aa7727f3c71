package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one message in the order they were written, never past the message's end. */
final class WireReader {

    private final Buffer buffer;
    private final int end;
    private int position;

    WireReader(Buffer buffer, int start, int end) {
        this.buffer = buffer;
        this.position = start;
        this.end = end;
    }

    String text() {
        String text = optionalText();
        if (text == null) {
            throw new MalformedMessageException("a text that must be present is absent");
        }
        return text;
    }

    @Nullable
    String optionalText() {
        int length = buffer.getInt(advance(Integer.BYTES));
        if (length < 0) {
            return null;
        }
        int start = advance(length);
        return buffer.getString(start, start + length);
    }

    @Nullable
    Buffer optionalBytes() {
        int length = buffer.getInt(advance(Integer.BYTES));
        if (length < 0) {
            return null;
        }
        int start = advance(length);
        return buffer.getBuffer(start, start + length);
    }

    <T> List<T> list(Function<WireReader, T> read) {
        int count = buffer.getInt(advance(Integer.BYTES));
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(read.apply(this));
        }
        return elements;
    }

    <T> @Nullable T optional(Function<WireReader, T> read) {
        return flag() ? read.apply(this) : null;
    }

    Buffer bytes() {
        int length = buffer.getInt(advance(Integer.BYTES));
        int start = advance(length);
        return buffer.getBuffer(start, start + length);
    }

    Map<String, String> texts() {
        int count = buffer.getInt(advance(Integer.BYTES));
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(text(), text());
        }
        return texts;
    }

    long number() {
        return buffer.getLong(advance(Long.BYTES));
    }

    boolean flag() {
        return buffer.getByte(advance(1)) != 0;
    }

    /** Fields that end before the message does were written by something else than the message's codec. */
    void expectEnd() {
        if (position != end) {
            throw new MalformedMessageException((end - position) + " bytes are left after the last field");
        }
    }

    private int advance(int length) {
        if (length < 0 || length > end - position) {
            throw new MalformedMessageException("a field of " + length + " bytes does not fit the message");
        }
        int start = position;
        position += length;
        return start;
    }
}
