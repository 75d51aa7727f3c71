package io.weir.bus;

/**
 * The answer to {@link OpenTopic}: every event published from now on reaches the trigger.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 */
public record TopicOpened(String provider, String topic) implements BusMessage {}
