package io.weir.log;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.TopicEvent;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.log.LoggedTopics;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.log.ledger.NewEvent;
import io.weir.log.ledger.OwnId;
import io.weir.source.TopicName;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event as it came in; the event to store out, if it is one. What is left out is counted and holds up nothing. That
 * this node's graph does not log a topic is no reason: one node reads the broker's queue for all, and another one's graph
 * may be newer.
 */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** Longer ids are no ids: an index holds them. */
    private static final int LONGEST_ID = 512;

    private final Supplier<LoggedTopics> topics;
    private final Metrics metrics;

    /** Finds the ids that the events of these topics name. */
    Admission(Supplier<LoggedTopics> topics, Metrics metrics) {
        this.topics = topics;
        this.metrics = metrics;
    }

    /** The event to store; empty when its topic is none that a subscriber can have. */
    Optional<NewEvent> admit(TopicEvent event) {
        if (event.topic().indexOf('\0') >= 0 || TopicName.tooLong(event.topic())) {
            LOG.atWarn()
                    .addKeyValue(LogKey.PROVIDER, event.provider())
                    .log("an event was not logged: its topic has a NUL character or more than 255 bytes");
            return leftOut();
        }
        return Optional.of(new NewEvent(
                event.provider(),
                event.topic(),
                digest(event),
                topics.get()
                        .find(event.provider(), event.topic())
                        .flatMap(LoggedTopic::idField)
                        .map(field -> id(event.payload(), field))
                        .orElse(null),
                event.attributes().depth(),
                event.payload()));
    }

    private Optional<NewEvent> leftOut() {
        metrics.log().leftOut().increment();
        return Optional.empty();
    }

    /** What the payload says; null when it is no JSON object or has no id there. */
    private static @Nullable OwnId id(Buffer payload, String field) {
        try {
            return Json.parse(payload) instanceof Map<?, ?> object ? id(object.get(field)) : null;
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    private static @Nullable OwnId id(@Nullable Object value) {
        if (!(value instanceof String) && !(value instanceof Number)) {
            return null;
        }
        String text = value instanceof BigDecimal decimal ? text(decimal) : value.toString();
        return text.isEmpty() || text.length() > LONGEST_ID ? null : OwnId.of(text);
    }

    /** Whole however it was written, where it is whole and of a sensible size. */
    private static String text(BigDecimal decimal) {
        boolean small = Math.abs((long) decimal.scale()) < LONGEST_ID;
        return small && decimal.stripTrailingZeros().scale() <= 0
                ? decimal.toBigInteger().toString()
                : decimal.toString();
    }

    /**
     * The same for every copy of an event. With the topic: an event that its source sends to two topics is two events
     * for those who listen.
     */
    private static @Nullable UUID digest(TopicEvent event) {
        EventAttributes attributes = event.attributes();
        if (attributes.id() == null) {
            return null;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {event.provider(), event.topic(), attributes.source(), attributes.id()}) {
                byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
