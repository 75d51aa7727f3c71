package io.weir.config;

import io.weir.config.yaml.Shape;
import java.time.Duration;

/**
 * How topics are shared between subscribers.
 *
 * @param instances how many trigger instances share the topics; 0 is one for each core
 * @param linger how long a topic stays open after its last subscriber left
 * @param joinTimeout how long a provider may take to open a topic
 */
public record TriggersConfig(int instances, Duration linger, Duration joinTimeout) {

    static final Shape<TriggersConfig> SHAPE = keys -> new TriggersConfig(
            keys.optional("instances", Rules.INSTANCES, 0, "How many event loops share the topics; 0 is one per core."),
            keys.optional(
                    "linger",
                    Rules.TIMEOUT_OR_ZERO,
                    Duration.ofSeconds(2),
                    "How long a topic stays open after its last subscriber left."),
            keys.optional(
                    "joinTimeout",
                    Rules.TIMEOUT,
                    Duration.ofSeconds(5),
                    "How long a provider may take to open a topic."));

    /** What an empty {@code triggers:} means. */
    public static final TriggersConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public TriggersConfig {
        Rules.INSTANCES.check("instances", instances);
        Rules.TIMEOUT_OR_ZERO.check("linger", linger);
        Rules.TIMEOUT.check("joinTimeout", joinTimeout);
    }
}
