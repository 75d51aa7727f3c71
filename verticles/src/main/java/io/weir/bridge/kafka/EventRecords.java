package io.weir.bridge.kafka;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.PublishEvent;
import io.weir.bus.TopicEvent;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Events as records and back. Attributes are headers as the CloudEvents Kafka protocol binding 1.0.2, section 3.2, has
 * them in binary mode.
 */
final class EventRecords {

    private static final String CLOUD_EVENT = "ce_";
    private static final String CONTENT_TYPE = "content-type";

    private EventRecords() {}

    /** What a record says. */
    static TopicEvent read(String provider, ConsumerRecord<byte[], byte[]> record) {
        return event(provider, record, header(record.headers(), "id"));
    }

    /**
     * The same for the log, which must know an event again that it is given twice: one without an id gets its place in the
     * topic as one, which is the same whenever and by whomever it is read; with its time, since a topic that was deleted and
     * made again counts from the start.
     */
    static TopicEvent readWithId(String provider, ConsumerRecord<byte[], byte[]> record) {
        String id = header(record.headers(), "id");
        return event(provider, record, id == null ? place(record) : id);
    }

    /**
     * A record for an event.
     *
     * @param key the payload's field whose value is the record's key
     */
    static ProducerRecord<byte[], byte[]> write(PublishEvent event, Optional<String> key) {
        byte[] payload = event.payload().getBytes();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                event.topic(), key.map(field -> key(event.payload(), field)).orElse(null), payload);
        write(event.attributes(), record.headers());
        return record;
    }

    private static TopicEvent event(String provider, ConsumerRecord<byte[], byte[]> record, @Nullable String id) {
        Headers headers = record.headers();
        EventAttributes attributes =
                new EventAttributes(id, header(headers, "source"), header(headers, "type"), depth(headers));
        return new TopicEvent(provider, record.topic(), attributes, Buffer.buffer(record.value()));
    }

    private static void write(EventAttributes attributes, Headers headers) {
        headers.add(CONTENT_TYPE, bytes("application/json"));
        add(headers, "id", attributes.id());
        add(headers, "source", attributes.source());
        add(headers, "type", attributes.type());
        if (attributes.id() != null && attributes.source() != null && attributes.type() != null) {
            add(headers, "specversion", "1.0");
        }
        if (attributes.depth() > 0) {
            add(headers, EventAttributes.DEPTH_EXTENSION, Integer.toString(attributes.depth()));
        }
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(CLOUD_EVENT + name, bytes(value));
        }
    }

    private static @Nullable String header(Headers headers, String name) {
        return text(headers.lastHeader(CLOUD_EVENT + name));
    }

    private static int depth(Headers headers) {
        String extension = header(headers, EventAttributes.DEPTH_EXTENSION);
        return EventAttributes.depth(
                extension == null ? text(headers.lastHeader(EventAttributes.DEPTH_HEADER)) : extension);
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return "%s-%d-%d@%d".formatted(record.topic(), record.partition(), record.offset(), record.timestamp());
    }

    /** Texts, numbers and truths are keys; an event without one may go to any partition. */
    private static byte @Nullable [] key(Buffer payload, String field) {
        try {
            Object value = Json.parse(payload) instanceof Map<?, ?> object ? object.get(field) : null;
            return value instanceof String || value instanceof Number || value instanceof Boolean
                    ? bytes(value.toString())
                    : null;
        } catch (MalformedJsonException e) { // whoever takes the event will say so
            return null;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
