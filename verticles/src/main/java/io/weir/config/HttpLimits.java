package io.weir.config;

import io.weir.config.yaml.Shape;
import java.time.Duration;

/**
 * What clients may send and hold.
 *
 * @param connections open connections on the node; further ones are refused
 * @param body a request body's bytes
 * @param url a request line's bytes
 * @param headers all headers' bytes
 * @param writeBuffer bytes that may wait for one slow client before it is cut off
 * @param idle how long a connection without an operation may stay silent
 */
public record HttpLimits(int connections, long body, int url, int headers, long writeBuffer, Duration idle) {

    static final Shape<HttpLimits> SHAPE = keys -> new HttpLimits(
            keys.optional("connections", Rules.COUNT, 50_000, "Open connections; further ones are refused."),
            keys.optional("body", Rules.SIZE, 1L << 20, "A request's body."),
            keys.optional("url", Rules.INT_SIZE, 16 << 10, "A request's first line."),
            keys.optional("headers", Rules.INT_SIZE, 16 << 10, "All headers of a request."),
            keys.optional(
                    "writeBuffer", Rules.SIZE, 1L << 20, "What may wait for one slow client before it is cut off."),
            keys.optional(
                    "idle",
                    Rules.TIMEOUT,
                    Duration.ofSeconds(75),
                    "How long a connection without an operation may stay silent."));

    /** Fit for one node on a small machine. */
    public static final HttpLimits DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public HttpLimits {
        Rules.COUNT.check("connections", connections);
        Rules.SIZE.check("body", body);
        Rules.INT_SIZE.check("url", url);
        Rules.INT_SIZE.check("headers", headers);
        Rules.SIZE.check("writeBuffer", writeBuffer);
        Rules.TIMEOUT.check("idle", idle);
    }
}
