package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * A request to a bridge to publish one event. Answered by {@link PublishOutcome}.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param attributes what travels beside the payload
 * @param payload JSON as UTF-8 bytes
 */
public record PublishEvent(String provider, String topic, EventAttributes attributes, Buffer payload)
        implements BusMessage {}
