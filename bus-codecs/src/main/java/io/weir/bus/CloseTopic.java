package io.weir.bus;

/**
 * A trigger no longer wants a topic's events. Answered by {@link TopicClosed}, whether the topic was open or not, at the
 * address that took the events.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param to took the events
 */
public record CloseTopic(String provider, String topic, TopicRoute to) implements BusMessage {}
