package io.weir.delivery.target;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of an attempt. */
public sealed interface Verdict {

    /**
     * It was taken.
     *
     * @param response what the target answered, a JSON value as UTF-8 bytes; null where that is none
     */
    record Done(@Nullable Buffer response) implements Verdict {}

    /**
     * It was not, or no one knows: it is tried again while the schedule lasts.
     *
     * @param after the target asked for at least this pause; null when it did not
     */
    record Again(Reason reason, @Nullable Duration after) implements Verdict {}

    /** It was not, and never will be. */
    record Never(Reason reason) implements Verdict {}

    /** The target wants nothing of this subscription any more: HTTP 410. */
    record Gone(Reason reason) implements Verdict {}

    /**
     * Why, for operators: no address, no header and no secret.
     *
     * @param code a word such as {@code TIMEOUT} or {@code HTTP_STATUS}
     * @param status of HTTP, where there was an answer
     * @param answer the beginning of what was answered, at most a kilobyte
     */
    record Reason(
            String code,
            String message,
            @Nullable Integer status,
            @Nullable String answer) {}
}
