package io.weir.bus;

import org.jspecify.annotations.Nullable;

/**
 * A place in a topic's logged events: behind the event that has this position, or this id. Part of messages; not one
 * itself.
 *
 * @param store which store gave the position, a number that no other store has; 0 beside an id
 * @param position the log's own position of the last event seen, or of any later one that was not for the client; 0
 *     beside an id
 * @param id the last event's own id, for topics whose events name one; null beside a position
 */
public record EventCursor(
        long store, long position, @Nullable String id) {

    /** Behind a position of a store. */
    public static EventCursor at(long store, long position) {
        return new EventCursor(store, position, null);
    }

    /** Behind the event that has this id of its own. */
    public static EventCursor behind(String id) {
        return new EventCursor(0, 0, id);
    }
}
