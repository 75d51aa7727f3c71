package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a group's subscribers hear: sent once to each transport instance that has members of the group, in the order of
 * {@code sequence}.
 *
 * @param groupId the group
 * @param sequence which of the group's results it is; only for members that joined {@linkplain TriggerJoined#from from}
 *     it or an earlier one
 * @param previous the sequence of the group's result before it, {@link #NONE} where there is none: a transport that has
 *     not had that one knows that results are missing
 * @param kind what it means
 * @param payload one GraphQL response as UTF-8 bytes, shared by all members and never written to; empty unless NEXT
 * @param position of the event that it came of; for POSITION and BEHIND: what a member got up to here is all that was
 *     for it; 0 for a stream that cannot be resumed, and for a response that came of no event
 * @param id the event's own id, where the field names one; null elsewhere
 */
public record GroupResult(
        long groupId,
        long sequence,
        long previous,
        Kind kind,
        Buffer payload,
        long position,
        @Nullable String id) implements BusMessage {

    /** No result before. */
    public static final long NONE = -1;

    /** What a result means for the subscription. */
    public enum Kind {
        /** One response of the stream. */
        NEXT,
        /** The stream ended as it should; nothing follows. */
        COMPLETE,
        /** No response, but the place from which the stream is resumed has moved on. */
        POSITION,
        /**
         * The group could not keep up with its topic, and is no more: its members join again from the position that each
         * has reached.
         */
        BEHIND
    }

    /** The first response of a stream that cannot be resumed, or one that came of no event. */
    public static GroupResult next(long groupId, long sequence, Buffer payload) {
        return new GroupResult(groupId, sequence, NONE, Kind.NEXT, payload, 0, null);
    }

    /** The end of the stream. */
    public static GroupResult complete(long groupId, long sequence, long previous) {
        return new GroupResult(groupId, sequence, previous, Kind.COMPLETE, Buffer.buffer(0), 0, null);
    }
}
