package io.weir.transport.sse;

import io.vertx.core.buffer.Buffer;
import io.weir.transport.fanout.SharedPayload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the results of one operation are written into one HTTP response. Immutable. */
public sealed interface StreamFormat permits EventStreamFormat, MultipartFormat {

    /** Server-sent events: graphql-sse's protocol, section "Distinct connections mode". */
    StreamFormat EVENT_STREAM = new EventStreamFormat();

    /** {@code multipart/mixed; subscriptionSpec=1.0}: Apollo's multipart protocol for subscriptions. */
    StreamFormat MULTIPART = new MultipartFormat();

    /** The format that a media type of an {@code Accept} header names; null when it names none. */
    static @Nullable StreamFormat named(String mediaType, Map<String, String> parameters) {
        if (mediaType.equals("text/event-stream")) {
            return EVENT_STREAM;
        }
        boolean multipart = mediaType.equals("multipart/mixed") && "1.0".equals(parameters.get("subscriptionspec"));
        return multipart ? MULTIPART : null;
    }

    /** A response without data; {@code errors} is a JSON array of GraphQL errors. */
    static Buffer response(Buffer errors) {
        return Buffer.buffer("{\"errors\":").appendBuffer(errors).appendString("}");
    }

    /** The value of {@code Content-Type}. */
    CharSequence contentType();

    /** Goes out with the head, so that every client and proxy sees that the stream is open. */
    Buffer opening();

    /**
     * One result.
     *
     * @param response a GraphQL response as compact JSON: no line breaks
     */
    Buffer next(Buffer response);

    /** The same for a response that many subscribers get: made once, never written to. */
    Buffer next(SharedPayload payload);

    /** No result, but the client goes on from the event id of this payload; null when the format cannot say that. */
    @Nullable
    Buffer position(SharedPayload payload);

    /** Says that the stream is alive. */
    Buffer heartbeat();

    /** Goes out last when the operation ended as it should. */
    Buffer complete();

    /** Goes out last when the server has to end a live stream: the client should come back. */
    Buffer interrupted();

    /**
     * Goes out last when a live stream breaks off: the client should come back.
     *
     * @param errors why, a JSON array of GraphQL errors
     */
    Buffer broken(Buffer errors);

    /** Whether a request error is better told as a plain JSON response, where the client takes one. */
    boolean plainRequestErrors();
}
