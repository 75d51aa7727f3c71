package io.weir.bus;

import java.util.List;

/**
 * Asks how actions stand. Answered by {@link ActionReports}, or by {@link ActionRefused} when the store cannot be read.
 *
 * @param ids as clients sent them; one that is malformed is unknown
 * @param owner who asks; actions of others are unknown
 * @param details whether the reports carry the operation and the log of attempts
 */
public record ReadActions(List<String> ids, String owner, boolean details) implements BusMessage {

    /** Copies the ids. */
    public ReadActions {
        ids = List.copyOf(ids);
    }
}
