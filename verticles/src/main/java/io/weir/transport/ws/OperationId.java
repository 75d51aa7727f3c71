package io.weir.transport.ws;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;

/** A client's name for one of its operations, and the beginning of each {@code next} that carries it. */
final class OperationId {

    private final String value;
    private final byte[] nextHead;

    OperationId(String value) {
        this.value = value;
        this.nextHead = head(MessageType.NEXT).getBytes();
    }

    /** As the client sent it. */
    String value() {
        return value;
    }

    /** {@code {"id":"…","type":"next","payload":}: the payload and a brace make it whole. Never written to. */
    byte[] nextHead() {
        return nextHead;
    }

    /** {@code next}: one response. */
    Buffer next(Buffer response) {
        return whole(Buffer.buffer(nextHead), response);
    }

    /** {@code error}: the operation did not start; {@code errors} is a JSON array. */
    Buffer error(Buffer errors) {
        return whole(head(MessageType.ERROR), errors);
    }

    /** {@code complete}: nothing follows. */
    Buffer complete() {
        return opening(MessageType.COMPLETE).appendString("\"}");
    }

    private Buffer head(MessageType type) {
        return opening(type).appendString("\",\"payload\":");
    }

    private Buffer opening(MessageType type) {
        return Buffer.buffer("{\"id\":")
                .appendBuffer(Json.write(value))
                .appendString(",\"type\":\"")
                .appendString(type.wire());
    }

    private static Buffer whole(Buffer head, Buffer payload) {
        return head.appendBuffer(payload).appendByte((byte) '}');
    }
}
