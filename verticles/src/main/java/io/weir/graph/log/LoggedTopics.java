package io.weir.graph.log;

import io.weir.source.ReservedTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All topics that are logged: those of fields that can be resumed, and those that the configuration names. Where patterns
 * overlap, one with an id field goes first. Immutable; asked for each event that is published and each subscriber.
 */
public final class LoggedTopics {

    /** Nothing is logged. */
    public static final LoggedTopics NONE = new LoggedTopics(List.of());

    private final List<LoggedTopic> all;
    private final boolean models;
    /** Those of exactly one topic. */
    private final Map<Topic, LoggedTopic> exact = new HashMap<>();
    /** The others, by provider. */
    private final Map<String, List<LoggedTopic>> patterns = new HashMap<>();

    /** These topics, every pattern of a provider once. */
    public LoggedTopics(List<LoggedTopic> all) {
        this.all = List.copyOf(all);
        this.models = this.all.stream()
                .anyMatch(topic -> ReservedTopics.ofModels(
                        topic.provider(), topic.pattern().toString()));
        for (LoggedTopic topic : this.all) {
            if (topic.pattern().exact()) {
                exact.put(new Topic(topic.provider(), topic.pattern().toString()), topic);
            } else {
                patterns.computeIfAbsent(topic.provider(), provider -> new ArrayList<>())
                        .add(topic);
            }
        }
    }

    private record Topic(String provider, String topic) {}

    /** Every pattern once. */
    public List<LoggedTopic> all() {
        return all;
    }

    /** How a topic is logged; empty when it is not. */
    public Optional<LoggedTopic> find(String provider, String topic) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        LoggedTopic found = exact.get(new Topic(provider, topic));
        List<LoggedTopic> candidates = patterns.getOrDefault(provider, List.of());
        return candidates.isEmpty() || (found != null && found.idField().isPresent())
                ? Optional.ofNullable(found)
                : Optional.ofNullable(better(found, candidates, TopicPattern.words(topic)));
    }

    private static @Nullable LoggedTopic better(
            @Nullable LoggedTopic known, List<LoggedTopic> candidates, List<String> topic) {
        LoggedTopic found = known;
        for (LoggedTopic candidate : candidates) {
            boolean better = found == null || candidate.idField().isPresent();
            if (better && candidate.pattern().matches(topic)) {
                found = candidate;
                if (found.idField().isPresent()) {
                    break;
                }
            }
        }
        return found;
    }

    /** Whether the events of models are among them. */
    public boolean models() {
        return models;
    }

    /** Whether nothing is logged. */
    public boolean isEmpty() {
        return all.isEmpty();
    }
}
