package io.weir.transport.ws;

import io.vertx.core.buffer.Buffer;
import io.weir.transport.fanout.SharedPayload;

/**
 * The way out to one client's socket. Called on the socket's event loop. What is written within one tick may leave
 * together, at its end, in the order written.
 */
interface FrameSink {

    /**
     * Writes one text message.
     *
     * @return false when more than {@code http.limits.writeBuffer} bytes wait for this client
     */
    boolean write(Buffer message);

    /**
     * Writes one {@code next}; what the frames of all subscribers have in common is made once for each payload.
     *
     * @return false when more than {@code http.limits.writeBuffer} bytes wait for this client
     */
    boolean writeNext(OperationId id, SharedPayload payload);

    /**
     * Whether more than a quarter of that waits for this client, or did and half of the quarter still does. Whoever asked
     * and was told so hears {@link Connection#onDrained} when it has read.
     */
    boolean full();

    /** Sends a close frame and waits for the client's; nothing may be written after it. */
    void close(Close close);

    /** Drops the socket without another word. */
    void abort();
}
