package io.weir.outbound;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A reply's body as it arrives, up to a limit, which holds for what it unpacks to as well. */
public final class ReplyBytes {

    private static final int PIECE = 8192;

    private final int limit;
    private final Buffer bytes = Buffer.buffer();
    private boolean tooLarge;

    /** Takes so many bytes. */
    public ReplyBytes(int limit) {
        this.limit = limit;
    }

    /** Takes the next piece; false when it is too much. */
    public boolean add(Buffer piece) {
        if ((long) bytes.length() + piece.length() > limit) {
            tooLarge = true;
            return false;
        }
        bytes.appendBuffer(piece);
        return true;
    }

    /** Whether there is more than the limit. */
    public boolean tooLarge() {
        return tooLarge;
    }

    /** All of it, unpacked; null when it is too much, or packed in a way that was not asked for. */
    public @Nullable Buffer decoded(@Nullable String encoding) {
        if (encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) {
            return bytes;
        }
        return encoding.strip().equalsIgnoreCase("gzip") ? unpacked() : null;
    }

    private @Nullable Buffer unpacked() {
        Buffer plain = Buffer.buffer();
        byte[] piece = new byte[PIECE];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.getBytes()), PIECE)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (plain.length() + read > limit) {
                    tooLarge = true;
                    return null;
                }
                plain.appendBytes(piece, 0, read);
            }
            return plain;
        } catch (IOException malformed) {
            return null;
        }
    }
}
