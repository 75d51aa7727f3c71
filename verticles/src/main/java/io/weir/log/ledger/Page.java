package io.weir.log.ledger;

import io.weir.bus.LoggedEvent;
import java.util.List;

/**
 * Events behind a position, read at one moment.
 *
 * @param head the log at that moment
 * @param events in the order of their positions
 * @param through these are all that were asked for up to here
 */
public record Page(Head head, List<LoggedEvent> events, long through) {

    /** Copies the list. */
    public Page {
        events = List.copyOf(events);
    }

    /** Whether nothing is behind it. */
    public boolean last() {
        return through >= head.position();
    }
}
