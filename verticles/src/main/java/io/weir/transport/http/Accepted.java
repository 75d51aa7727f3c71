package io.weir.transport.http;

import io.weir.transport.sse.StreamFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a client takes as the answer.
 *
 * @param result the type of a single response; null when it takes none of ours
 * @param stream the format of a stream; null when it asked for none by name
 * @param streamFirst whether it would rather have even a single response as a stream
 */
record Accepted(@Nullable ResultType result, @Nullable StreamFormat stream, boolean streamFirst) {

    /** Whether nothing that we can write is welcome. */
    boolean nothing() {
        return result == null && stream == null;
    }

    /** The type of an error that HTTP itself reports. */
    ResultType errorType() {
        return result == null ? ResultType.JSON : result;
    }
}
