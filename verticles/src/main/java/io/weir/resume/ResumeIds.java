package io.weir.resume;

import io.weir.bus.EventCursor;
import java.util.List;
import java.util.Optional;

/**
 * Event ids as text and back. An id is opaque to clients: {@code w1.} and, in base64url, the store that gave it, then for
 * each root field of the stream its {@link StreamId} and position, then a check sum. A stream of one field whose events
 * name their own ids has those instead, wherever an event has one.
 */
public final class ResumeIds {

    private ResumeIds() {}

    /**
     * The id of a place in a stream.
     *
     * @param store which store the positions are of
     * @param roots the stream's root fields in the order of the selection
     * @param positions one for each root
     */
    public static String write(long store, List<StreamId> roots, long[] positions) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Where each root of a stream goes on.
     *
     * @param ownIds whether the stream has one root, whose events name their own ids: then what is no id of ours is one
     *     of those
     * @return a cursor for each root; empty when the text is no id, or one of another stream
     */
    public static Optional<List<EventCursor>> read(String text, List<StreamId> roots, boolean ownIds) {
        throw new UnsupportedOperationException("not yet");
    }
}
