package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * What a group's subscribers hear: sent once to each transport instance that has members of the group, in the order of
 * {@code sequence}.
 *
 * @param groupId the group
 * @param sequence which of the group's results it is; only for members that joined {@linkplain TriggerJoined#from from}
 *     it or an earlier one
 * @param kind whether more follows
 * @param payload one GraphQL response as UTF-8 bytes, shared by all members and never written to; empty for COMPLETE
 */
public record GroupResult(long groupId, long sequence, Kind kind, Buffer payload) implements BusMessage {

    /** What a result means for the subscription. */
    public enum Kind {
        /** One response of the stream. */
        NEXT,
        /** The stream ended as it should; nothing follows. */
        COMPLETE
    }
}
