package io.weir.transport.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.weir.bus.EventAttributes;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** How a request's body holds an event: plain JSON, or one of the CloudEvents HTTP binding's modes, section 3. */
interface EventContent {

    /**
     * Takes the event out of the body.
     *
     * @throws HttpProblem with status 400 when it is malformed
     */
    PublishedEvent read(Buffer body);

    /**
     * Finds the mode by the request's headers. Plain JSON has its id in {@code Idempotency-Key}, if anywhere.
     *
     * @throws HttpProblem with status 415 when the body is of a type that we do not take, 400 when that key is none
     */
    static EventContent of(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        MediaType type = MediaType.parse(header == null ? "" : header);
        if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            throw new HttpProblem(415, "the request body must not be compressed");
        }
        if (type.type().equals(StructuredCloudEvent.CONTENT_TYPE) && type.utf8()) {
            return new StructuredCloudEvent();
        }
        if (!isJson(type) || type.type().startsWith("application/cloudevents")) {
            throw new HttpProblem(
                    415,
                    "send application/json, or one CloudEvent with JSON data: application/cloudevents+json, or binary"
                            + " mode with ce- headers");
        }
        if (BinaryCloudEvent.names(request.headers())) {
            return BinaryCloudEvent.of(request.headers());
        }
        EventAttributes attributes = new EventAttributes(RequestTerms.idempotencyKey(request), null, null);
        return body -> plain(attributes, body);
    }

    /** Whether a media type is JSON in UTF-8. */
    static boolean isJson(MediaType type) {
        return (type.type().equals("application/json") || type.type().endsWith("+json")) && type.utf8();
    }

    /** The bytes are the payload once they are known to be JSON. */
    private static PublishedEvent plain(EventAttributes attributes, Buffer body) {
        json(body);
        return new PublishedEvent(attributes, body);
    }

    /** The body's JSON value. */
    static @Nullable Object json(Buffer body) {
        try {
            return Json.parse(body);
        } catch (MalformedJsonException e) {
            throw HttpProblem.badRequest("the event is not JSON: " + e.getMessage());
        }
    }
}
