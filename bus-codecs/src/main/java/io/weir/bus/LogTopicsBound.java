package io.weir.bus;

/**
 * The answer to {@link LogTopics}: the broker keeps every event published from now on for the log.
 *
 * @param provider the provider's name in the configuration
 */
public record LogTopicsBound(String provider) implements BusMessage {}
