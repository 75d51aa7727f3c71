package io.weir.bus;

/**
 * An event on its way from a bridge to a trigger that has opened its topic.
 *
 * @param opening by which opening; see {@link TopicRoute}
 * @param number how many events the bridge has had for this opening with this one: a trigger that misses one in between
 *     knows that events are missing
 */
public record RoutedEvent(long opening, long number, TopicEvent event) implements BusMessage {}
