package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.PublishOutcome;
import java.time.Duration;

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
     * @param payload one JSON object as UTF-8 bytes
     * @return the reply's bytes; fails with {@link SourceException}
     */
    Future<Buffer> request(String provider, String topic, String pattern, Buffer payload, Duration timeout);
}
