package io.weir.bus;

import java.util.List;

/**
 * Reads what happened to one thing, over several topics. Answered by {@link LogPage}; failed with {@link
 * BusFailure#STORE_UNAVAILABLE}. What the log has dropped is not there, and that is no gap.
 *
 * @param topics of the default provider, {@code PROVIDER:TOPIC} of others; none is a pattern
 * @param id whose events: those that have this {@link LoggedEvent#id}
 * @param after reads what is behind this position; 0 for all that there is
 * @param limit how many events at most, at least 1; the log may give fewer, to keep an answer small
 */
public record ReadHistory(List<String> topics, String id, long after, int limit) implements BusMessage {

    /** Copies the list. */
    public ReadHistory {
        topics = List.copyOf(topics);
    }
}
