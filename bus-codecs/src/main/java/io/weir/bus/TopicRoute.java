package io.weir.bus;

/**
 * Where a bridge sends a topic's events for as long as one opening of the topic lasts.
 *
 * @param address the trigger's
 * @param opening never that of another opening at the address, so that the trigger can tell what comes of one that it has
 *     left
 */
public record TopicRoute(String address, long opening) {}
