package io.weir.config;

import io.weir.config.yaml.Shape;
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

    static final Shape<WebSocketConfig> SHAPE = keys -> new WebSocketConfig(
            keys.optional(
                    "slim",
                    Rules.FLAG,
                    true,
                    "Whether connections take the path of little memory; `false` takes Vert.x's own WebSocket."),
            keys.optional(
                    "initTimeout",
                    Rules.TIMEOUT,
                    Duration.ofSeconds(10),
                    "How long a client may take to send `connection_init`; then close code 4408."),
            keys.optional(
                    "ping",
                    Rules.TIMEOUT_OR_ZERO,
                    Duration.ofSeconds(45),
                    "How often the server pings a silent client, below the minute that proxies wait; `0s` never."),
            keys.optional(
                    "pongTimeout",
                    Rules.TIMEOUT,
                    Duration.ofSeconds(30),
                    "How long a client may take to answer a ping before the connection is closed."),
            keys.optional("message", Rules.INT_SIZE, 1 << 20, "A message's size; a larger one is close code 1009."),
            keys.optional("operations", Rules.COUNT, 100, "Operations that one connection may run at once."));

    /** Fit for browsers and mobile clients behind proxies. */
    public static final WebSocketConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public WebSocketConfig {
        Rules.TIMEOUT.check("initTimeout", initTimeout);
        Rules.TIMEOUT_OR_ZERO.check("ping", ping);
        Rules.TIMEOUT.check("pongTimeout", pongTimeout);
        Rules.INT_SIZE.check("message", message);
        Rules.COUNT.check("operations", operations);
    }
}
