package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One GraphQL response.
 *
 * @param body {@code {"data": …, "errors": …}} as UTF-8 bytes
 * @param errors whether it has errors
 * @param applied what became of the client's preference; null when it had none, or none that counts here
 */
public record OperationResponse(Buffer body, boolean errors, Preference.@Nullable Applied applied) {

    /** A response to whoever prefers nothing. */
    public OperationResponse(Buffer body, boolean errors) {
        this(body, errors, null);
    }
}
