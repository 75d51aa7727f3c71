package io.weir.config;

import io.weir.config.yaml.Shape;
import java.time.Duration;

/**
 * How event streams behave.
 *
 * @param sseHeartbeat how often an idle SSE stream says it is alive; zero never
 * @param multipartHeartbeat how often an idle multipart stream says it is alive; zero never
 * @param delivery whether each {@code next} of an event stream says in {@code extensions.delivery} what it promises
 * @param rejoinTimeout how long a resumable stream looks for its trigger or the store before it breaks off
 * @param stallTimeout how long a resumable stream waits for a client that does not read before it is cut off
 */
public record StreamsConfig(
        Duration sseHeartbeat,
        Duration multipartHeartbeat,
        boolean delivery,
        Duration rejoinTimeout,
        Duration stallTimeout) {

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
                    "How often an idle multipart stream says that it is alive; `0s` never."),
            keys.optional(
                    "delivery",
                    Rules.FLAG,
                    false,
                    "Whether each `next` of an event stream says in `extensions.delivery` if it is live or resumable."),
            keys.optional(
                    "rejoinTimeout",
                    Rules.TIMEOUT,
                    Duration.ofMinutes(1),
                    "How long a resumable stream looks for its trigger or the store before it breaks off."),
            keys.optional(
                    "stallTimeout",
                    Rules.TIMEOUT,
                    Duration.ofMinutes(1),
                    "How long a resumable stream waits for a client that does not read before it is cut off."));

    /** Below the idle timeouts of common proxies. */
    public static final StreamsConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public StreamsConfig {
        Rules.TIMEOUT_OR_ZERO.check("sseHeartbeat", sseHeartbeat);
        Rules.TIMEOUT_OR_ZERO.check("multipartHeartbeat", multipartHeartbeat);
        Rules.TIMEOUT.check("rejoinTimeout", rejoinTimeout);
        Rules.TIMEOUT.check("stallTimeout", stallTimeout);
    }
}
