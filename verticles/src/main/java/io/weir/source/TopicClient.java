package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishOutcome;
import java.time.Duration;
import java.util.Map;

/** Publishes to topics and asks topics, whatever provider they are of. Thread-safe; answers on the caller's context. */
public interface TopicClient {

    /**
     * Publishes one event.
     *
     * @param provider the provider's name in the configuration
     * @param topic the rendered topic, checked by {@link TopicName#check}
     * @param attributes what travels beside the payload
     * @param payload one JSON value as UTF-8 bytes
     * @return whether the provider took it; never a failed future
     */
    Future<PublishOutcome> publish(String provider, String topic, EventAttributes attributes, Buffer payload);

    /**
     * Asks a topic and waits for one reply.
     *
     * @param pattern the topic's template with {@code *} for each placeholder, asked where no one listens on the topic
     * @param headers what travels beside the payload, by name
     * @param payload one JSON object as UTF-8 bytes
     * @return the reply; fails with {@link SourceException}
     */
    Future<EventReply> request(
            String provider,
            String topic,
            String pattern,
            Map<String, String> headers,
            Buffer payload,
            Duration timeout);

    /** Asks a topic without headers, for the reply's bytes. */
    default Future<Buffer> request(String provider, String topic, String pattern, Buffer payload, Duration timeout) {
        return request(provider, topic, pattern, Map.of(), payload, timeout).map(EventReply::payload);
    }
}
