package io.weir.bus;

import java.util.List;

/**
 * The answer to a {@link JoinTrigger} whose subscriber is behind: some of what it missed. It is no member of any group
 * yet, and joins again from where this ends, when its socket has taken it.
 *
 * @param results in the order of their positions; may be none, when the events there were not for the subscriber
 * @param store which store the positions are of
 * @param position all that the subscriber gets up to here is in this page or was before
 */
public record TriggerPage(List<StreamResult> results, long store, long position) implements BusMessage {

    /** Copies the list. */
    public TriggerPage {
        results = List.copyOf(results);
    }
}
