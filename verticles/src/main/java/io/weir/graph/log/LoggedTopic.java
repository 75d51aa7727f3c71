package io.weir.graph.log;

import java.util.Optional;

/**
 * Topics that are logged, and how their events are named.
 *
 * @param provider the provider's name in the configuration
 * @param pattern the topics
 * @param idField the top-level field of an event's payload that is its id; empty where ids are positions of the log
 */
public record LoggedTopic(String provider, TopicPattern pattern, Optional<String> idField) {}
