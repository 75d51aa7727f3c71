package io.weir.bus;

/**
 * The subscription is live: it is a member of this group, and misses no event from now on.
 *
 * @param groupId the group whose {@link GroupResult}s are for it; unique in the cluster
 */
public record TriggerJoined(long groupId) implements BusMessage {}
