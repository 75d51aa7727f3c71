package io.weir.bridge;

import io.weir.bus.TopicEvent;

/**
 * An event that a broker has delivered and that it keeps until it is acknowledged.
 *
 * @param tag what the broker, or its client library, knows it by; a later delivery has a greater one
 */
public record Delivery(long tag, TopicEvent event) {}
