package io.weir.config;

import io.weir.config.yaml.Shape;
import java.time.Duration;

/**
 * How SSE and multipart streams behave.
 *
 * @param sseHeartbeat how often an idle SSE stream says it is alive; zero never
 * @param multipartHeartbeat how often an idle multipart stream says it is alive; zero never
 */
public record StreamsConfig(Duration sseHeartbeat, Duration multipartHeartbeat) {

    static final Shape<StreamsConfig> SHAPE = keys -> new StreamsConfig(
            keys.optional(
                    "sseHeartbeat",
                    Rules.TIMEOUT_OR_ZERO,
                    Duration.ofSeconds(12),
                    "How often an idle SSE stream says that it is alive; `0s` never."),
            keys.optional(
                    "multipartHeartbeat",
                    Rules.TIMEOUT_OR_ZERO,
                    Duration.ofSeconds(5),
                    "How often an idle multipart stream says that it is alive; `0s` never."));

    /** Below the idle timeouts of common proxies. */
    public static final StreamsConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public StreamsConfig {
        Rules.TIMEOUT_OR_ZERO.check("sseHeartbeat", sseHeartbeat);
        Rules.TIMEOUT_OR_ZERO.check("multipartHeartbeat", multipartHeartbeat);
    }
}
