package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * An event on a topic, on its way from a bridge to the triggers that opened the topic.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param attributes what the broker or the CloudEvent said about the event
 * @param payload the bytes as they came; never written to
 */
public record TopicEvent(String provider, String topic, EventAttributes attributes, Buffer payload)
        implements BusMessage {}
