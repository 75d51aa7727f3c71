package io.weir.bus;

import java.util.List;

/**
 * The answer to {@link ReadLog}.
 *
 * @param events in the order of their positions
 * @param through these are all events of the topic behind {@link ReadLog#after} and up to here, whether the page is full
 *     or not: the next page begins here
 * @param last whether that was the end of the log when it was read
 */
public record LogPage(List<LoggedEvent> events, long through, boolean last) implements BusMessage {

    /** Copies the list. */
    public LogPage {
        events = List.copyOf(events);
    }
}
