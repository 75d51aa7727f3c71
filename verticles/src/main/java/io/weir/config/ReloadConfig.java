package io.weir.config;

import io.weir.config.yaml.Shape;
import java.time.Duration;

/**
 * When a running node reads its configuration and graph again without being told to.
 *
 * @param watch whether a change of one of the files is enough
 * @param interval how often they are looked at
 */
public record ReloadConfig(boolean watch, Duration interval) {

    static final Shape<ReloadConfig> SHAPE = keys -> new ReloadConfig(
            keys.optional(
                    "watch",
                    Rules.FLAG,
                    false,
                    "Whether the graph is loaded again when this file or one that `graph` names has changed."),
            keys.optional(
                    "interval", Rules.TIMEOUT, Duration.ofSeconds(2), "How often the files are looked at for that."));

    /** Only on a signal. */
    public static final ReloadConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public ReloadConfig {
        Rules.TIMEOUT.check("interval", interval);
    }
}
