package io.weir.transport.ws;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that are the socket's, not an operation's; see {@link OperationId} for those. */
final class SocketMessage {

    private static final String ACK = bare(MessageType.CONNECTION_ACK);
    private static final String PING = bare(MessageType.PING);
    private static final String PONG = bare(MessageType.PONG);

    private SocketMessage() {}

    /** {@code connection_ack}: operations may start. */
    static Buffer ack() {
        return Buffer.buffer(ACK);
    }

    /** {@code ping}: a pong is due. */
    static Buffer ping() {
        return Buffer.buffer(PING);
    }

    /** {@code pong}, with the payload of the ping that it answers. */
    static Buffer pong(@Nullable Map<String, @Nullable Object> payload) {
        if (payload == null) {
            return Buffer.buffer(PONG);
        }
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("type", MessageType.PONG.wire());
        message.put("payload", payload);
        return Json.write(message);
    }

    private static String bare(MessageType type) {
        return "{\"type\":\"" + type.wire() + "\"}";
    }
}
