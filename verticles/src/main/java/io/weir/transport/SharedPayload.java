package io.weir.transport;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One response that many subscribers get: the bytes, and what a protocol made of them last, so that a wire form that
 * does not depend on the subscriber is made once. Belongs to one event loop.
 */
public final class SharedPayload {

    private final Buffer bytes;
    private @Nullable Object encoded;

    /** Wraps {@code {"data": …}} bytes, which are never written to. */
    public SharedPayload(Buffer bytes) {
        this.bytes = bytes;
    }

    /** One GraphQL response as UTF-8 bytes. */
    public Buffer bytes() {
        return bytes;
    }

    /** What {@link #encoded(Object)} kept, if anything. */
    public @Nullable Object encoded() {
        return encoded;
    }

    /** Keeps a wire form for the next subscriber of this payload. */
    public void encoded(@Nullable Object form) {
        this.encoded = form;
    }
}
