package io.weir.transport.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.weir.transport.fanout.SharedPayload;
import org.jspecify.annotations.Nullable;

/** Server-sent events as graphql-sse's clients read them. A stream that ends without {@code complete} was cut. */
final class EventStreamFormat implements StreamFormat {

    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    private static final Buffer NEXT = Buffer.buffer("event: next\n");
    private static final Buffer ID = Buffer.buffer("id: ");
    private static final Buffer DATA = Buffer.buffer("data: ");
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
        return next(response, null);
    }

    @Override
    public Buffer next(SharedPayload payload) {
        return payload.form(Frame.class, () -> new Frame(next(payload.bytes(), payload.eventId()))).bytes;
    }

    private static Buffer next(Buffer response, @Nullable String eventId) {
        Buffer event = Buffer.buffer(NEXT.length() + DATA.length() + response.length() + END_OF_EVENT.length());
        event.appendBuffer(NEXT);
        if (eventId != null) {
            event.appendBuffer(ID).appendString(eventId).appendString("\n");
        }
        return event.appendBuffer(DATA).appendBuffer(response).appendBuffer(END_OF_EVENT);
    }

    /** Without data a browser's EventSource tells its user nothing, and still goes on from this id. */
    @Override
    public Buffer position(SharedPayload payload) {
        return payload.form(Frame.class, () -> new Frame(position(String.valueOf(payload.eventId())))).bytes;
    }

    private static Buffer position(String eventId) {
        return Buffer.buffer().appendBuffer(ID).appendString(eventId).appendBuffer(END_OF_EVENT);
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

    @Override
    public Buffer broken(Buffer errors) {
        return next(StreamFormat.response(errors));
    }

    /** The protocol wants them as {@code next} events: a browser's EventSource tells its user nothing of a 400. */
    @Override
    public boolean plainRequestErrors() {
        return false;
    }

    /** A shared payload in this format. */
    private record Frame(Buffer bytes) implements SharedPayload.WireForm {}
}
