package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.Optional;

/**
 * How often an action is tried.
 *
 * @param attempts how often the handler may be called
 * @param timeout how long one attempt may take, where the schema does not say
 * @param deadline how long all attempts and the pauses between them may take
 * @param backOff the first pause between two attempts, before chance shortens it; it doubles
 * @param maxBackOff the longest such pause
 */
public record RetryConfig(int attempts, Duration timeout, Duration deadline, Duration backOff, Duration maxBackOff) {

    private static final Scalar<Integer> ATTEMPTS = Values.integer(1, 100);

    /** While a client waits. */
    public static final RetryConfig SYNC = new RetryConfig(
            3, Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMillis(100), Duration.ofSeconds(2));

    /** While no one does. */
    public static final RetryConfig ASYNC = new RetryConfig(
            6, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** How long one attempt may take, where the schema may say. */
    public Duration timeout(Optional<Duration> schema) {
        return schema.orElse(timeout);
    }

    /** How long all attempts and pauses may take, where the schema may give one attempt more than that. */
    public Duration deadline(Optional<Duration> schema) {
        Duration one = timeout(schema);
        return deadline.compareTo(one) < 0 ? one : deadline;
    }

    /** The keys, of which those not given are as the fallback says. */
    static Shape<RetryConfig> shape(RetryConfig fallback) {
        return keys -> new RetryConfig(
                keys.optional("attempts", ATTEMPTS, fallback.attempts, "How often the handler may be called."),
                keys.optional(
                        "timeout",
                        Rules.TIMEOUT,
                        fallback.timeout,
                        "How long one attempt may take; `timeout` in the schema goes first."),
                keys.optional(
                        "deadline", Rules.TIMEOUT, fallback.deadline, "How long all attempts and pauses may take."),
                keys.optional(
                        "backOff", Rules.TIMEOUT, fallback.backOff, "The first pause before a retry; it doubles."),
                keys.optional("maxBackOff", Rules.TIMEOUT, fallback.maxBackOff, "The longest such pause."));
    }

    /** Checks every rule. */
    public RetryConfig {
        ATTEMPTS.check("attempts", attempts);
        Rules.TIMEOUT.check("timeout", timeout);
        Rules.TIMEOUT.check("deadline", deadline);
        Rules.TIMEOUT.check("backOff", backOff);
        Rules.TIMEOUT.check("maxBackOff", maxBackOff);
        if (maxBackOff.compareTo(backOff) < 0) {
            throw new IllegalArgumentException("maxBackOff: is shorter than backOff");
        }
    }
}
