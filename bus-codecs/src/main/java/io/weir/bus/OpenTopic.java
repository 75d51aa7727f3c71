package io.weir.bus;

/**
 * A trigger asks a bridge for a topic's events. Answered by {@link TopicOpened} once no later event can be missed, or
 * failed with a {@link BusFailure}. Asking again for what is open already is answered the same way.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param deliverTo the address that takes the {@link TopicEvent}s
 */
public record OpenTopic(String provider, String topic, String deliverTo) implements BusMessage {}
