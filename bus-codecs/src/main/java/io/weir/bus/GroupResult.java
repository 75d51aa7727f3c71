package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * What a group's subscribers hear: sent once to each transport instance that has members of the group.
 *
 * @param groupId the group
 * @param kind whether more follows
 * @param payload one GraphQL response as UTF-8 bytes, shared by all members and never written to; empty for COMPLETE
 */
public record GroupResult(long groupId, Kind kind, Buffer payload) implements BusMessage {

    /** What a result means for the subscription. */
    public enum Kind {
        /** One response of the stream. */
        NEXT,
        /** The stream ended as it should; nothing follows. */
        COMPLETE
    }
}
