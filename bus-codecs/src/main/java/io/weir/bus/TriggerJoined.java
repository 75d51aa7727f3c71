package io.weir.bus;

/**
 * The subscription is live: it is a member of this group, and misses no event from now on.
 *
 * @param groupId the group whose {@link GroupResult}s are for it; unique in the cluster
 * @param from the sequence of the first result that is for it: earlier ones may still come, of events that were there
 *     before it joined
 */
public record TriggerJoined(long groupId, long from) implements BusMessage {}
