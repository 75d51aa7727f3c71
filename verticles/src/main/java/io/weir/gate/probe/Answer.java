package io.weir.gate.probe;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a system answered.
 *
 * @param etag the header of that name
 */
record Answer(int status, @Nullable String etag, Buffer body) {

    /** Whether the status is one of success. */
    boolean success() {
        return status / 100 == 2;
    }

    /** The body is the system's. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
