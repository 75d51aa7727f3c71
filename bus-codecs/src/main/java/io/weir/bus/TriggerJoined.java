package io.weir.bus;

import java.util.List;

/**
 * The subscription is live: it is a member of this group, and misses no event from now on.
 *
 * @param groupId the group whose {@link GroupResult}s are for it; unique in the cluster
 * @param from the sequence of the first result that is for it: earlier ones may still come, of events that were there
 *     before it joined
 * @param results what a subscriber that was behind gets first; empty for others
 * @param store which store the positions are of; 0 for a stream that cannot be resumed
 * @param position all that the subscriber gets up to here is in {@code results} or was before; 0 for a stream that
 *     cannot be resumed
 */
public record TriggerJoined(long groupId, long from, List<StreamResult> results, long store, long position)
        implements BusMessage {

    /** Copies the list. */
    public TriggerJoined {
        results = List.copyOf(results);
    }

    /** Live, in a stream that cannot be resumed. */
    public static TriggerJoined live(long groupId, long from) {
        return new TriggerJoined(groupId, from, List.of(), 0, 0);
    }
}
