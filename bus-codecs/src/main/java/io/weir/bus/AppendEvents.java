package io.weir.bus;

import java.util.List;

/**
 * Events of logged topics, to be stored in this order. Answered by {@link EventsAppended} once they are durable, so that
 * their source may forget them; failed with {@link BusFailure#STORE_UNAVAILABLE} when the store did not take them,
 * whatever became of them: the source sends them again, and those with an id that were stored are not stored twice. An
 * event that no store can take is left out and is no failure: its source would send it for ever.
 *
 * @param events at least one
 */
public record AppendEvents(List<TopicEvent> events) implements BusMessage {

    /** Copies the list. */
    public AppendEvents {
        events = List.copyOf(events);
    }
}
