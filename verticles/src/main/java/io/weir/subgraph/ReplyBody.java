package io.weir.subgraph;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A reply's body as it arrives, up to a limit. One that comes in one piece is not copied. */
final class ReplyBody {

    private final int limit;
    private @Nullable Buffer bytes;
    private boolean copied;

    ReplyBody(int limit) {
        this.limit = limit;
    }

    /** Takes the next piece; false when it is too much. */
    boolean add(Buffer piece) {
        Buffer before = bytes;
        if (before == null) {
            bytes = piece;
            return piece.length() <= limit;
        }
        if (before.length() + (long) piece.length() > limit) {
            return false;
        }
        if (!copied) {
            copied = true;
            before = Buffer.buffer(before.length() + piece.length()).appendBuffer(before);
        }
        bytes = before.appendBuffer(piece);
        return true;
    }

    /** All of it; null when it is certainly no JSON object. */
    @Nullable
    Buffer object() {
        Buffer all = bytes;
        if (all == null) {
            return null;
        }
        int first = 0;
        int last = all.length() - 1;
        while (first < last && blank(all.getByte(first))) {
            first++;
        }
        while (last > first && blank(all.getByte(last))) {
            last--;
        }
        return first < last && all.getByte(first) == '{' && all.getByte(last) == '}' ? all : null;
    }

    private static boolean blank(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
