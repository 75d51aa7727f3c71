package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;

/**
 * When a failing subgraph or handler is left in peace: its circuit opens, calls fail at once, and after a pause a few try again.
 *
 * @param enabled whether there is a breaker
 * @param failures how many percent of the calls must fail; timeouts, broken connections, 429 and 5xx are failures
 * @param calls the fewest calls within the window that say anything
 * @param window the time that is looked at
 * @param pause how long no call is sent
 */
public record BreakerConfig(boolean enabled, int failures, int calls, Duration window, Duration pause) {

    private static final Scalar<Integer> PERCENT = Values.integer(1, 100);
    private static final Scalar<Integer> CALLS = Values.integer(1, 1_000_000);
    private static final Scalar<Duration> WINDOW = Values.duration(Duration.ofSeconds(1), Duration.ofMinutes(10));

    /** Opens late: half of all calls failed for a while. */
    public static final BreakerConfig DEFAULT =
            new BreakerConfig(true, 50, 20, Duration.ofSeconds(10), Duration.ofSeconds(5));

    /** The keys, of which those not given are as the fallback says. */
    static Shape<BreakerConfig> shape(BreakerConfig fallback) {
        return keys -> new BreakerConfig(
                keys.optional("enabled", Rules.FLAG, fallback.enabled, "Whether there is a breaker."),
                keys.optional(
                        "failures",
                        PERCENT,
                        fallback.failures,
                        "How many percent of the calls must fail (timeouts, broken connections, 429, 5xx)."),
                keys.optional("calls", CALLS, fallback.calls, "The fewest calls within the window that say anything."),
                keys.optional("window", WINDOW, fallback.window, "The time that is looked at; whole seconds."),
                keys.optional(
                        "pause",
                        Rules.TIMEOUT,
                        fallback.pause,
                        "How long calls then fail at once, before a few try again."));
    }

    /** Checks every rule. */
    public BreakerConfig {
        PERCENT.check("failures", failures);
        CALLS.check("calls", calls);
        WINDOW.check("window", window);
        if (window.toMillis() % 1000 != 0) {
            throw new IllegalArgumentException("window: is not a whole number of seconds");
        }
        Rules.TIMEOUT.check("pause", pause);
    }
}
