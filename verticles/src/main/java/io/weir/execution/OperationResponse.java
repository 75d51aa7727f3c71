package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One GraphQL response.
 *
 * @param body {@code {"data": …, "errors": …}} as UTF-8 bytes
 * @param errors whether it has errors
 * @param applied what became of the client's preference; null when it had none, or none that counts here
 * @param refusal why nothing ran, where that turned out late; null where something did
 */
public record OperationResponse(
        Buffer body,
        boolean errors,
        Preference.@Nullable Applied applied,
        @Nullable Refusal refusal) {

    /**
     * A request error that it took time to find.
     *
     * @param errors a JSON array of GraphQL errors as UTF-8 bytes
     * @param httpStatus what it is where the status code speaks
     */
    public record Refusal(Buffer errors, int httpStatus) {}

    /** The response to a request that was run. */
    public OperationResponse(Buffer body, boolean errors, Preference.@Nullable Applied applied) {
        this(body, errors, applied, null);
    }

    /** A response to whoever prefers nothing. */
    public OperationResponse(Buffer body, boolean errors) {
        this(body, errors, null);
    }
}
