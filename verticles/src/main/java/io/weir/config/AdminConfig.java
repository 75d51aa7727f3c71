package io.weir.config;

import io.weir.config.yaml.Shape;

/**
 * The operations endpoint: health and metrics.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 */
public record AdminConfig(String host, int port) {

    static final Shape<AdminConfig> SHAPE = keys -> new AdminConfig(
            keys.optional("host", Rules.HOST, "127.0.0.1", "The address to listen on."),
            keys.optional("port", Rules.PORT, 9090, "The port to listen on; 0 takes a free one."));

    /** Reachable from this machine only. */
    public static final AdminConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public AdminConfig {
        Rules.HOST.check("host", host);
        Rules.PORT.check("port", port);
    }
}
