package io.weir.bridge.nats;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.RequestEvent;
import io.weir.bus.TopicEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event's attributes as NATS headers and back: those of the CloudEvents NATS binding 1.0, section 3.1.3, in binary mode.
 *
 * <p>{@code Nats-Msg-Id} is read where {@code ce-id} is missing and never written: JetStream drops what has an id that it
 * saw before, and an event's id is unique only within its source.
 */
final class EventHeaders {

    private static final String PREFIX = "ce-";
    private static final String ID = PREFIX + "id";
    private static final String SOURCE = PREFIX + "source";
    private static final String TYPE = PREFIX + "type";
    private static final String MESSAGE_ID = "Nats-Msg-Id";
    private static final String STATUS = "status";
    private static final Pattern THREE_DIGITS = Pattern.compile("[1-9][0-9]{2}");

    private EventHeaders() {}

    static TopicEvent event(String provider, Message message) {
        return new TopicEvent(
                provider, message.getSubject(), read(message.getHeaders()), Buffer.buffer(message.getData()));
    }

    static EventAttributes read(@Nullable Headers headers) {
        if (headers == null) {
            return EventAttributes.NONE;
        }
        String id = decoded(headers.getFirst(ID));
        String depth = headers.getFirst(PREFIX + EventAttributes.DEPTH_EXTENSION);
        return new EventAttributes(
                id == null ? headers.getFirst(MESSAGE_ID) : id,
                decoded(headers.getFirst(SOURCE)),
                decoded(headers.getFirst(TYPE)),
                EventAttributes.depth(depth == null ? headers.getFirst(EventAttributes.DEPTH_HEADER) : depth));
    }

    /** With {@code ce-specversion} only where it is a CloudEvent: with fewer than the three attributes it is none. */
    static Headers ofEvent(EventAttributes attributes) {
        Headers headers = new Headers().put("Content-Type", "application/json");
        put(headers, ID, attributes.id());
        put(headers, SOURCE, attributes.source());
        put(headers, TYPE, attributes.type());
        if (attributes.id() != null && attributes.source() != null && attributes.type() != null) {
            headers.put(PREFIX + "specversion", "1.0");
        }
        if (attributes.depth() > 0) {
            headers.put(EventAttributes.DEPTH_HEADER, Integer.toString(attributes.depth()));
        }
        return headers;
    }

    static Headers ofRequest(RequestEvent request) {
        Headers headers = new Headers().put("Content-Type", "application/json");
        request.headers().forEach((name, value) -> put(headers, name, value));
        return headers;
    }

    /** What a reply's header {@code status} says; 0 when it says nothing. */
    static int status(Message reply) {
        String status = reply.hasHeaders() ? reply.getHeaders().getFirst(STATUS) : null;
        return status != null && THREE_DIGITS.matcher(status).matches() ? Integer.parseInt(status) : 0;
    }

    private static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, encoded(value));
        }
    }

    /** What is no visible ASCII character, and what would then be ambiguous. HTTP binding, section 3.1.3.2. */
    private static String encoded(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7F && octet != '%' && octet != '"') {
                text.append((char) octet);
            } else {
                text.append("%%%02X".formatted(octet & 0xFF));
            }
        }
        return text.toString();
    }

    private static @Nullable String decoded(@Nullable String value) {
        if (value == null || value.indexOf('%') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
