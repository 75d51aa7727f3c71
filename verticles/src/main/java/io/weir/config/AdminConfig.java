package io.weir.config;

/**
 * The operations endpoint: health and metrics.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 */
public record AdminConfig(String host, int port) {

    /** Reachable from this machine only. */
    public static final AdminConfig DEFAULT = new AdminConfig("127.0.0.1", 9090);
}
