package io.weir.resume;

import io.weir.bus.EventCursor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Event ids as text and back. An id is opaque to clients: {@code w1.} and, in base64url, the store that gave it, then for
 * each topic of each root field of the stream its {@link StreamId} and position, then a check sum. A stream of one field whose events
 * name their own ids has those instead, wherever an event has one.
 */
public final class ResumeIds {

    /** The longest text that is read, in characters. */
    public static final int MAX_LENGTH = 4096;

    /** How many streams one id can have places of. */
    public static final int MAX_ROOTS = 128;

    private static final String PREFIX = "w1.";
    private static final int CHECK_SUM = Integer.BYTES;
    private static final int FRAME = Long.BYTES + CHECK_SUM;
    private static final int ROOT = Integer.BYTES + Long.BYTES;

    private ResumeIds() {}

    /**
     * The id of a place in a stream.
     *
     * @param store which store the positions are of
     * @param roots the stream's root fields in the order of the selection
     * @param positions one for each root
     */
    public static String write(long store, List<StreamId> roots, long[] positions) {
        ByteBuffer bytes = ByteBuffer.allocate(FRAME + ROOT * roots.size());
        bytes.putLong(store);
        for (int i = 0; i < positions.length; i++) {
            bytes.putInt(roots.get(i).fingerprint()).putLong(positions[i]);
        }
        bytes.putInt(checkSum(bytes));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Where each root of a stream goes on.
     *
     * @param ownIds whether the stream has one root, whose events name their own ids: then what is no id of ours is one
     *     of those
     * @return a cursor for each root; empty when the text is no id, or one of another stream
     */
    public static Optional<List<EventCursor>> read(String text, List<StreamId> roots, boolean ownIds) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        ByteBuffer bytes = decoded(text);
        if (bytes != null) {
            return cursors(bytes, roots);
        }
        return ownIds && roots.size() == 1 ? Optional.of(List.of(EventCursor.behind(text))) : Optional.empty();
    }

    /**
     * Up to where whoever has handled the event with this id has handled its stream: the least of its roots' positions.
     *
     * @return empty when the text is no id of ours, whatever stream it is of
     */
    public static Optional<EventCursor> handled(String text) {
        ByteBuffer bytes = text.length() > MAX_LENGTH ? null : decoded(text);
        if (bytes == null || bytes.limit() < Long.BYTES + ROOT || (bytes.limit() - Long.BYTES) % ROOT != 0) {
            return Optional.empty();
        }
        long store = bytes.getLong();
        long least = Long.MAX_VALUE;
        while (bytes.hasRemaining()) {
            bytes.getInt();
            least = Math.min(least, bytes.getLong());
        }
        return least < 0 ? Optional.empty() : Optional.of(EventCursor.at(store, least));
    }

    /** What stands in an id of ours, without its check sum; null when the text is none. */
    private static @Nullable ByteBuffer decoded(String text) {
        if (!text.startsWith(PREFIX)) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
            int sum = bytes.getInt(bytes.limit() - CHECK_SUM);
            bytes.position(bytes.limit() - CHECK_SUM);
            return sum == checkSum(bytes) ? bytes.flip() : null;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            return null; // not base64url, or too short
        }
    }

    private static Optional<List<EventCursor>> cursors(ByteBuffer bytes, List<StreamId> roots) {
        if (bytes.limit() != Long.BYTES + ROOT * roots.size()) {
            return Optional.empty();
        }
        long store = bytes.getLong();
        List<EventCursor> cursors = new ArrayList<>(roots.size());
        for (StreamId root : roots) {
            int fingerprint = bytes.getInt();
            long position = bytes.getLong();
            if (fingerprint != root.fingerprint() || position < 0) {
                return Optional.empty();
            }
            cursors.add(EventCursor.at(store, position));
        }
        return Optional.of(cursors);
    }

    /** Of all bytes before the buffer's position. */
    private static int checkSum(ByteBuffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), 0, bytes.position());
        return (int) sum.getValue();
    }
}
