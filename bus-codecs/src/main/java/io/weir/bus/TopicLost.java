package io.weir.bus;

/**
 * A bridge found its broker again, but the broker no longer lets it have a topic that was open. Sent to the address that
 * took the topic's events: none will come.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 */
public record TopicLost(String provider, String topic) implements BusMessage {}
