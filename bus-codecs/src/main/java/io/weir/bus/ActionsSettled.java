package io.weir.bus;

import java.util.List;

/**
 * These actions have ended: published to whoever waits. A hint; the store has the truth.
 *
 * @param ids their ids
 */
public record ActionsSettled(List<String> ids) implements BusMessage {

    /** Copies the ids. */
    public ActionsSettled {
        ids = List.copyOf(ids);
    }
}
