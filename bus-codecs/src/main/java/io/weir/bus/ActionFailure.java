package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an action was not done, fit for the client: no address, no stack trace, no secret.
 *
 * @param code the GraphQL error's {@code extensions.code}
 * @param message what went wrong
 * @param httpStatus the status of the handler's last answer; 0 when there was none
 * @param upstream what the handler itself said, one JSON value as UTF-8 bytes; null when it said nothing usable
 * @param reasons the failures that the handler listed, for operations; empty when it listed none
 * @param transientFailure whether the same might succeed later
 * @param attempts how often the handler was called
 * @param retryAfterMillis when it is worth another try; 0 when no one knows
 */
public record ActionFailure(
        String code,
        String message,
        int httpStatus,
        @Nullable Buffer upstream,
        List<String> reasons,
        boolean transientFailure,
        int attempts,
        long retryAfterMillis) {

    /** Copies the reasons. */
    public ActionFailure {
        reasons = List.copyOf(reasons);
    }

    /** A failure without an answer of the handler. */
    public static ActionFailure of(String code, String message) {
        return new ActionFailure(code, message, 0, null, List.of(), false, 0, 0);
    }
}
