package io.weir.transport.ws;

import org.jspecify.annotations.Nullable;

/** The wire words of graphql-transport-ws: the values of a message's {@code type}. */
enum MessageType {
    CONNECTION_INIT("connection_init"),
    CONNECTION_ACK("connection_ack"),
    PING("ping"),
    PONG("pong"),
    SUBSCRIBE("subscribe"),
    NEXT("next"),
    ERROR("error"),
    COMPLETE("complete");

    private final String wire;

    MessageType(String wire) {
        this.wire = wire;
    }

    /** The word as it stands on the wire. */
    String wire() {
        return wire;
    }

    /** The type that a word stands for, if it is one. */
    static @Nullable MessageType ofWire(String word) {
        for (MessageType type : values()) {
            if (type.wire.equals(word)) {
                return type;
            }
        }
        return null;
    }
}
