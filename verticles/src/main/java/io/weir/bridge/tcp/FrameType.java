package io.weir.bridge.tcp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client's frame asks for. */
enum FrameType {
    /** Answer with {@code pong}; that comes when every earlier registration hears. */
    PING,
    /** Listen on an address. */
    REGISTER,
    /** Listen no longer. */
    UNREGISTER,
    /** To everyone who listens. */
    PUBLISH,
    /** To one who listens, or the answer to a request. */
    SEND,
    /** Anything else. */
    UNKNOWN;

    static FrameType of(@Nullable Object word) {
        for (FrameType type : values()) {
            if (type != UNKNOWN && type.name().toLowerCase(Locale.ROOT).equals(word)) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
