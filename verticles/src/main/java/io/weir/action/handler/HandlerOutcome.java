package io.weir.action.handler;

import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. Messages are fit for a client: no address, no header, no secret. */
public sealed interface HandlerOutcome {

    /**
     * The handler did it (2xx).
     *
     * @param value the answer's JSON, in the form of {@link io.weir.json.Json#parse}; null when it has no body
     */
    record Answered(int httpStatus, @Nullable Object value) implements HandlerOutcome {}

    /**
     * The handler said no.
     *
     * @param httpStatus its status
     * @param message what it said, or what its status means
     * @param upstream its own JSON as UTF-8 bytes; null when there was none
     * @param retryAfter what it asked for; zero when it did not
     */
    record Rejected(
            int httpStatus, String message, @Nullable Buffer upstream, Duration retryAfter) implements HandlerOutcome {}

    /**
     * There was no usable answer.
     *
     * @param code why
     * @param sent whether the handler may have seen the call: then no one knows what it did
     */
    record Broken(ErrorCode code, String message, boolean sent) implements HandlerOutcome {}
}
