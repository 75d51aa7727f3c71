package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.vertx.core.buffer.Buffer;
import io.weir.bridge.Delivery;
import io.weir.bus.EventAttributes;
import io.weir.bus.RequestEvent;
import io.weir.bus.TopicEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event's attributes as AMQP properties and back. What AMQP has a property for stands there; as CloudEvents they are
 * headers with the prefix of the CloudEvents AMQP binding 1.0, section 3.1.3.1, whose separator is a colon or, where a
 * broker minds that, an underscore.
 */
final class EventProperties {

    private static final String CONTENT_TYPE = "application/json";
    private static final List<String> PREFIXES = List.of("cloudEvents:", "cloudEvents_");
    private static final int PERSISTENT = 2;
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String STATUS = "status";
    private static final Pattern THREE_DIGITS = Pattern.compile("[1-9][0-9]{2}");

    /** AMQP 0-9-1 short strings end here; the client library refuses longer ones while it writes. */
    private static final int SHORT_STRING_BYTES = 255;

    private EventProperties() {}

    static Delivery delivery(String provider, Envelope envelope, BasicProperties properties, byte[] body) {
        TopicEvent event = new TopicEvent(provider, envelope.getRoutingKey(), read(properties), Buffer.buffer(body));
        return new Delivery(envelope.getDeliveryTag(), event);
    }

    static EventAttributes read(BasicProperties properties) {
        return new EventAttributes(
                header(properties, "id", properties.getMessageId()),
                header(properties, "source", properties.getAppId()),
                header(properties, "type", properties.getType()),
                depth(properties));
    }

    static BasicProperties ofEvent(EventAttributes attributes) {
        return new BasicProperties.Builder()
                .contentType(CONTENT_TYPE)
                .deliveryMode(PERSISTENT)
                .messageId(shortString(attributes.id()))
                .appId(shortString(attributes.source()))
                .type(shortString(attributes.type()))
                .headers(headers(attributes))
                .build();
    }

    /** A request's idempotency key is its message id, too: what is sent again has the same one. */
    static BasicProperties ofRequest(String replyTo, String correlationId, RequestEvent request) {
        return new BasicProperties.Builder()
                .contentType(CONTENT_TYPE)
                .replyTo(replyTo)
                .correlationId(correlationId)
                .messageId(shortString(request.headers().get(IDEMPOTENCY_KEY)))
                .headers(request.headers().isEmpty() ? null : Map.copyOf(request.headers()))
                .expiration(Long.toString(request.timeoutMillis()))
                .build();
    }

    /** What a reply's header {@code status} says, as a number or as text; 0 when it says nothing. */
    static int status(BasicProperties properties) {
        Object status =
                properties.getHeaders() == null ? null : properties.getHeaders().get(STATUS);
        if (status instanceof Number number) {
            return number.intValue();
        }
        return status != null && THREE_DIGITS.matcher(status.toString()).matches()
                ? Integer.parseInt(status.toString())
                : 0;
    }

    private static @Nullable String header(BasicProperties properties, String name, @Nullable String otherwise) {
        Map<String, Object> headers = properties.getHeaders();
        if (headers == null) {
            return otherwise;
        }
        for (String prefix : PREFIXES) {
            Object value = headers.get(prefix + name);
            if (value != null) {
                return value.toString();
            }
        }
        return otherwise;
    }

    /** As a number or as text, whoever wrote it. */
    private static int depth(BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders();
        Object plain = headers == null ? null : headers.get(EventAttributes.DEPTH_HEADER);
        String depth = header(properties, EventAttributes.DEPTH_EXTENSION, plain == null ? null : plain.toString());
        return EventAttributes.depth(depth);
    }

    private static @Nullable Map<String, Object> headers(EventAttributes attributes) {
        Map<String, Object> headers = new HashMap<>();
        if (attributes.depth() > 0) {
            headers.put(EventAttributes.DEPTH_HEADER, attributes.depth());
        }
        cloudEvent(attributes, headers);
        return headers.isEmpty() ? null : headers;
    }

    /** The three attributes are what every CloudEvent has: with fewer it is none. */
    private static void cloudEvent(EventAttributes attributes, Map<String, Object> headers) {
        if (attributes.id() == null || attributes.source() == null || attributes.type() == null) {
            return;
        }
        headers.put(PREFIXES.get(0) + "specversion", "1.0");
        headers.put(PREFIXES.get(0) + "id", attributes.id());
        headers.put(PREFIXES.get(0) + "source", attributes.source());
        headers.put(PREFIXES.get(0) + "type", attributes.type());
    }

    private static @Nullable String shortString(@Nullable String text) {
        boolean fits = text != null && text.getBytes(StandardCharsets.UTF_8).length <= SHORT_STRING_BYTES;
        return fits ? text : null;
    }
}
