package io.weir.transport.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.weir.transport.fanout.SharedPayload;

/** Server-sent events as graphql-sse's clients read them. A stream that ends without {@code complete} was cut. */
final class EventStreamFormat implements StreamFormat {

    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    private static final Buffer NEXT = Buffer.buffer("event: next\ndata: ");
    private static final Buffer END_OF_EVENT = Buffer.buffer("\n\n");
    private static final Buffer COMPLETE = Buffer.buffer("event: complete\ndata:\n\n");

    @Override
    public CharSequence contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public Buffer opening() {
        return COMMENT;
    }

    @Override
    public Buffer next(Buffer response) {
        return Buffer.buffer(NEXT.length() + response.length() + END_OF_EVENT.length())
                .appendBuffer(NEXT)
                .appendBuffer(response)
                .appendBuffer(END_OF_EVENT);
    }

    @Override
    public Buffer next(SharedPayload payload) {
        return payload.form(Frame.class, () -> new Frame(next(payload.bytes()))).bytes;
    }

    @Override
    public Buffer heartbeat() {
        return COMMENT;
    }

    @Override
    public Buffer complete() {
        return COMPLETE;
    }

    @Override
    public Buffer interrupted() {
        return Buffer.buffer(0);
    }

    /** The protocol wants them as {@code next} events: a browser's EventSource tells its user nothing of a 400. */
    @Override
    public boolean plainRequestErrors() {
        return false;
    }

    /** A shared payload in this format. */
    private record Frame(Buffer bytes) implements SharedPayload.WireForm {}
}
