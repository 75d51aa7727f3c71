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
     * @param value the answer's JSON object, in the form of {@link io.weir.json.Json#parse}; null when it has no body, or
     *     says null
     */
    record Answered(int httpStatus, @Nullable Object value) implements HandlerOutcome {}

    /**
     * The handler did it (2xx), but its answer cannot be used: it is no JSON object, or too large. Another attempt would
     * only do it again.
     *
     * @param code why
     */
    record Unusable(int httpStatus, ErrorCode code, String message) implements HandlerOutcome {}

    /**
     * The handler said no: any other status, redirects included. Clients see {@link ErrorCode#ACTION_FAILED}.
     *
     * @param httpStatus its status
     * @param message what it said, or what its status means
     * @param upstream its own JSON as UTF-8 bytes; null when there was none, or too much
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
