package io.weir.bus;

import java.util.List;

/**
 * Asks where the log ends. Answered by {@link LogPosition}; failed with {@link BusFailure#STORE_UNAVAILABLE}.
 *
 * @param topics patterns of the default provider, {@code PROVIDER:PATTERN} of others: the end is that of the last of their
 *     events; none means all
 */
public record FindLogEnd(List<String> topics) implements BusMessage {

    /** Copies the list. */
    public FindLogEnd {
        topics = List.copyOf(topics);
    }
}
