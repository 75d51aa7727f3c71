package io.weir.log.ledger;

import io.weir.bus.LoggedEvent;
import java.util.List;

/**
 * What of the events of models was moved to the log.
 *
 * @param elsewhere whether somebody else is at it: then nothing was moved now
 * @param store which store the positions are of
 * @param after the log ended here before
 * @param through and here afterwards
 * @param events in the order of their positions
 */
public record Moved(boolean elsewhere, long store, long after, long through, List<LoggedEvent> events) {

    /** Copies the list. */
    public Moved {
        events = List.copyOf(events);
    }

    /** Nothing was moved. */
    static Moved none(boolean elsewhere) {
        return new Moved(elsewhere, 0, 0, 0, List.of());
    }
}
