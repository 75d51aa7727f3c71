package io.weir.config;

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

    /** Fit for one node on a small machine. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(50_000, 1 << 20, 16 * 1024, 16 * 1024, 1 << 20, Duration.ofSeconds(75));
}
