package io.weir.config;

import java.time.Duration;

/**
 * How graphql-transport-ws behaves.
 *
 * @param slim whether connections run on the slim frame path; otherwise on Vert.x's own WebSocket
 * @param initTimeout how long a client may take to send {@code connection_init}; then 4408
 * @param ping how often the server pings; zero never
 * @param pongTimeout how long a client may take to answer a ping; then the connection is closed
 * @param message a message's bytes; more closes with 1009
 * @param operations operations that one connection may run at once; more is an {@code error} for that operation
 */
public record WebSocketConfig(
        boolean slim, Duration initTimeout, Duration ping, Duration pongTimeout, int message, int operations) {

    /** Fit for browsers and mobile clients behind proxies. */
    public static final WebSocketConfig DEFAULT = new WebSocketConfig(
            true, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 20, 100);
}
