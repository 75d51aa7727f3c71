package io.weir.transport.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.weir.transport.fanout.SharedPayload;
import org.jspecify.annotations.Nullable;

/**
 * The multipart stream of Apollo's clients. A client takes a part once it has seen the boundary after it, so each part
 * is written with the boundary that follows.
 */
final class MultipartFormat implements StreamFormat {

    private static final CharSequence CONTENT_TYPE =
            HttpHeaders.createOptimized("multipart/mixed; boundary=\"-\"; subscriptionSpec=1.0");
    private static final Buffer BOUNDARY = Buffer.buffer("\r\n---");
    private static final Buffer PART = Buffer.buffer("\r\nContent-Type: application/json\r\n\r\n");
    private static final Buffer PAYLOAD = Buffer.buffer("{\"payload\":");
    private static final Buffer END_OF_PAYLOAD = Buffer.buffer("}");
    private static final Buffer HEARTBEAT =
            Buffer.buffer().appendBuffer(PART).appendString("{}").appendBuffer(BOUNDARY);
    private static final Buffer COMPLETE = Buffer.buffer("--\r\n");
    private static final Buffer INTERRUPTED =
            failed(Buffer.buffer("[{\"message\":\"the server is going away; subscribe again\"}]"));

    @Override
    public CharSequence contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public Buffer opening() {
        return BOUNDARY;
    }

    @Override
    public Buffer next(Buffer response) {
        return Buffer.buffer(PART.length() + PAYLOAD.length() + response.length() + BOUNDARY.length() + 1)
                .appendBuffer(PART)
                .appendBuffer(PAYLOAD)
                .appendBuffer(response)
                .appendBuffer(END_OF_PAYLOAD)
                .appendBuffer(BOUNDARY);
    }

    @Override
    public Buffer next(SharedPayload payload) {
        return payload.form(Frame.class, () -> new Frame(next(payload.bytesWithId()))).bytes;
    }

    @Override
    public @Nullable Buffer position(SharedPayload payload) {
        return null;
    }

    @Override
    public Buffer heartbeat() {
        return HEARTBEAT;
    }

    @Override
    public Buffer complete() {
        return COMPLETE;
    }

    @Override
    public Buffer interrupted() {
        return INTERRUPTED;
    }

    @Override
    public Buffer broken(Buffer errors) {
        return failed(errors);
    }

    /** The protocol's own kind of error, which is no response: the transport could not go on. */
    private static Buffer failed(Buffer errors) {
        return Buffer.buffer()
                .appendBuffer(PART)
                .appendString("{\"payload\":null,\"errors\":")
                .appendBuffer(errors)
                .appendString("}")
                .appendBuffer(BOUNDARY)
                .appendBuffer(COMPLETE);
    }

    /** As for a query: the client's {@code Accept} names JSON for just this. */
    @Override
    public boolean plainRequestErrors() {
        return true;
    }

    /** A shared payload in this format. */
    private record Frame(Buffer bytes) implements SharedPayload.WireForm {}
}
