package io.weir.transport.ws;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;

/**
 * The close codes that this server sends: those of graphql-transport-ws (44xx) and those of RFC 6455 and its registry
 * (10xx).
 */
enum CloseCode {
    /** The answer to a client that closed without a code. */
    NORMAL(1000, ""),
    /** A frame that RFC 6455 forbids: unmasked, with reserved bits, a broken fragmentation. */
    PROTOCOL_ERROR(1002, "Protocol error"),
    /** A binary frame: messages of graphql-transport-ws are text. */
    UNSUPPORTED_DATA(1003, "Messages are text"),
    /** A text message that is not UTF-8. */
    INVALID_TEXT(1007, "Text is not UTF-8"),
    /** A message over {@code http.websocket.message}, fragmented or not. */
    TOO_BIG(1009, "Message too big"),
    /** The node drains: connect again, to another one. */
    RESTART(1012, "Service restart"),
    /** More than {@code http.limits.writeBuffer} bytes wait for this client. */
    SLOW_CLIENT(1013, "slow client"),
    /** The node has lost the others of its cluster: connect again, to another one. */
    ISOLATED(1013, "Try again later"),
    /** A message of a type or form that the protocol does not have. */
    INVALID_MESSAGE(4400, "Invalid message"),
    /** An operation before the server's ack. */
    UNAUTHORIZED(4401, "Unauthorized"),
    /** The connection was refused on its {@code connection_init}. */
    FORBIDDEN(4403, "Forbidden"),
    /** The client did not offer graphql-transport-ws. */
    SUBPROTOCOL(4406, "Subprotocol not acceptable"),
    /** No {@code connection_init} within {@code http.websocket.initTimeout}. */
    INIT_TIMEOUT(4408, "Connection initialisation timeout"),
    /** A second operation with the id of a running one. */
    SUBSCRIBER_EXISTS(4409, "Subscriber already exists"),
    /** A second {@code connection_init}. */
    TOO_MANY_INITS(4429, "Too many initialisation requests"),
    /** No sign of life within {@code http.websocket.pongTimeout} of a ping. */
    NO_PONG(4499, "No pong in time"),
    /** A fault of this server. */
    INTERNAL(4500, "Internal server error");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The number in the close frame. */
    int code() {
        return code;
    }

    /** What to answer to a frame that the WebSocket protocol forbids. */
    static Close of(CorruptedWebSocketFrameException fault) {
        int number = fault.closeStatus().code();
        for (CloseCode code : values()) {
            if (code.code == number) {
                return code.because(String.valueOf(fault.getMessage()));
            }
        }
        return PROTOCOL_ERROR.because(String.valueOf(fault.getMessage()));
    }

    /** A close frame with this code's own reason. */
    Close close() {
        return new Close(code, reason);
    }

    /** A close frame with a reason that names the fault. */
    Close because(String fault) {
        return new Close(code, fault);
    }
}
