package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * An event on a topic of a broker; a part of messages.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param attributes what the broker or the CloudEvent said about the event
 * @param payload the bytes as they came; never written to
 */
public record TopicEvent(String provider, String topic, EventAttributes attributes, Buffer payload) {}
