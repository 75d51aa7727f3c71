package io.weir.bus;

/**
 * A trigger asks a bridge for a topic's events. Answered by {@link TopicOpened} once no later event can be missed, or
 * failed with a {@link BusFailure}.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param to takes the {@link RoutedEvent}s
 * @param behind whether only those are wanted that are published from now on: another bridge has brought what was before,
 *     which this one may not have brought yet
 */
public record OpenTopic(String provider, String topic, TopicRoute to, boolean behind) implements BusMessage {}
