package io.weir.bus;

import java.util.List;

/**
 * The log of a node tells its triggers what was stored: sent to every trigger instance of the node, in the order of
 * positions, each beginning where the one before ended. A trigger that missed one sees it by {@code after}, and reads
 * what it lacks by {@link ReadLog}.
 *
 * @param store which store the positions are of
 * @param after these are all events behind this position
 * @param through up to this one
 * @param events in the order of their positions, of all topics
 */
public record LogAdvanced(long store, long after, long through, List<LoggedEvent> events) implements BusMessage {

    /** Copies the list. */
    public LogAdvanced {
        events = List.copyOf(events);
    }
}
