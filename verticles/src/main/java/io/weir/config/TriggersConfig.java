package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;

/**
 * How topics are shared between subscribers.
 *
 * @param instances how many trigger instances share the topics; 0 is one for each core
 * @param linger how long a topic stays open after its last subscriber left
 * @param joinTimeout how long a provider may take to open a topic
 * @param concurrency events of one group of equal subscriptions that are completed at once
 * @param pending events of one group that may wait beyond those
 */
public record TriggersConfig(int instances, Duration linger, Duration joinTimeout, int concurrency, int pending) {

    private static final Scalar<Integer> CONCURRENCY = Values.integer(1, 10_000);
    private static final Scalar<Integer> PENDING = Values.integer(1, 1_000_000);

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
                    "How long a provider may take to open a topic."),
            keys.optional(
                    "concurrency",
                    CONCURRENCY,
                    64,
                    "Events of a topic that are completed by subgraphs at once, for equal subscriptions."),
            keys.optional(
                    "pending",
                    PENDING,
                    1000,
                    "Events that may wait beyond those; further ones push the oldest out, which the subscribers are told."));

    /** What an empty {@code triggers:} means. */
    public static final TriggersConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public TriggersConfig {
        Rules.INSTANCES.check("instances", instances);
        Rules.TIMEOUT_OR_ZERO.check("linger", linger);
        Rules.TIMEOUT.check("joinTimeout", joinTimeout);
        CONCURRENCY.check("concurrency", concurrency);
        PENDING.check("pending", pending);
    }
}
