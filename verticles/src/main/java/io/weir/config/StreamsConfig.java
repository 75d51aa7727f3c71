package io.weir.config;

import java.time.Duration;

/**
 * How SSE and multipart streams behave.
 *
 * @param sseHeartbeat how often an idle SSE stream says it is alive; zero never
 * @param multipartHeartbeat how often an idle multipart stream says it is alive; zero never
 */
public record StreamsConfig(Duration sseHeartbeat, Duration multipartHeartbeat) {

    /** Below the idle timeouts of common proxies. */
    public static final StreamsConfig DEFAULT = new StreamsConfig(Duration.ofSeconds(12), Duration.ofSeconds(5));
}
