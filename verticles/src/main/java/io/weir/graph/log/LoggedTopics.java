package io.weir.graph.log;

import java.util.List;
import java.util.Optional;

/**
 * All topics that are logged: those of fields that can be resumed, and those that the configuration names. Where patterns
 * overlap, one with an id field goes first. Immutable.
 *
 * @param all every pattern once
 */
public record LoggedTopics(List<LoggedTopic> all) {

    /** Nothing is logged. */
    public static final LoggedTopics NONE = new LoggedTopics(List.of());

    /** Copies the list. */
    public LoggedTopics {
        all = List.copyOf(all);
    }

    /** How a topic is logged; empty when it is not. */
    public Optional<LoggedTopic> find(String provider, String topic) {
        LoggedTopic found = null;
        for (LoggedTopic candidate : all) {
            if (candidate.provider().equals(provider) && candidate.pattern().matches(topic)) {
                if (candidate.idField().isPresent()) {
                    return Optional.of(candidate);
                }
                found = found == null ? candidate : found;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether nothing is logged. */
    public boolean isEmpty() {
        return all.isEmpty();
    }
}
