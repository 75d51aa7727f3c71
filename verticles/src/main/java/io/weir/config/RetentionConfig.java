package io.weir.config;

import io.weir.config.yaml.Shape;
import java.time.Duration;

/**
 * How long the store remembers actions.
 *
 * @param ended how long after an action has ended
 * @param keys how long after its acceptance an idempotency key names it
 */
public record RetentionConfig(Duration ended, Duration keys) {

    static final Shape<RetentionConfig> SHAPE = in -> new RetentionConfig(
            in.optional(
                    "ended",
                    Rules.LONG_TIME,
                    Duration.ofDays(7),
                    "How long an action is remembered after it has ended."),
            in.optional(
                    "keys",
                    Rules.LONG_TIME,
                    Duration.ofHours(24),
                    "How long an `Idempotency-Key` names the action that it began."));

    /** A week, and a day. */
    public static final RetentionConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public RetentionConfig {
        Rules.LONG_TIME.check("ended", ended);
        Rules.LONG_TIME.check("keys", keys);
        if (ended.compareTo(keys) < 0) {
            throw new IllegalArgumentException("ended: is shorter than keys, which name actions");
        }
    }
}
