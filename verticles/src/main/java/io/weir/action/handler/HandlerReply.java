package io.weir.action.handler;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a handler said, and under which status, in; what came of the attempt out. */
final class HandlerReply {

    /** More of a handler's own JSON than this is not for clients. */
    private static final int MAX_UPSTREAM = 64 << 10;

    private static final int MAX_MESSAGE = 500;

    /** Where handlers say what went wrong: RFC 9457, then what is common. */
    private static final List<String> MESSAGES = List.of("detail", "title", "message", "error", "error_description");

    private HandlerReply() {}

    static boolean success(int status) {
        return status >= 200 && status < 300;
    }

    /** The outcome of a complete reply. */
    static HandlerOutcome of(int status, Buffer body, Duration retryAfter) {
        return success(status) ? answered(status, body) : rejected(status, body, retryAfter);
    }

    /** The outcome of a reply that holds this value; empty where it says no more. */
    static HandlerOutcome answered(int status, @Nullable Object value) {
        return value == null || value instanceof Map<?, ?>
                ? new HandlerOutcome.Answered(status, value)
                : malformed(status);
    }

    private static HandlerOutcome answered(int status, Buffer body) {
        if (body.length() == 0) {
            return new HandlerOutcome.Answered(status, null);
        }
        try {
            return answered(status, Json.parse(body));
        } catch (MalformedJsonException e) {
            return malformed(status);
        }
    }

    static HandlerOutcome malformed(int status) {
        return new HandlerOutcome.Unusable(
                status, ErrorCode.HANDLER_MALFORMED_REPLY, "the handler did it, but its answer is no JSON object");
    }

    static HandlerOutcome tooLarge(int status) {
        return success(status)
                ? new HandlerOutcome.Unusable(
                        status, ErrorCode.HANDLER_REPLY_TOO_LARGE, "the handler did it, but its answer is too large")
                : rejected(status, Buffer.buffer(), Duration.ZERO);
    }

    /** The outcome of a refusal; its body may be anything. */
    static HandlerOutcome.Rejected rejected(int status, Buffer body, Duration retryAfter) {
        Object said = json(body);
        boolean usable = said instanceof Map<?, ?> || said instanceof List<?>;
        return new HandlerOutcome.Rejected(
                status, message(said).orElseGet(() -> meaning(status)), usable ? body : null, retryAfter);
    }

    private static @Nullable Object json(Buffer body) {
        if (body.length() == 0 || body.length() > MAX_UPSTREAM) {
            return null;
        }
        try {
            return Json.parse(body);
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    private static Optional<String> message(@Nullable Object said) {
        if (!(said instanceof Map<?, ?> object)) {
            return Optional.empty();
        }
        for (String name : MESSAGES) {
            Object value = object.get(name);
            if (value instanceof String text && !text.isBlank()) {
                return Optional.of(shortened(text));
            }
        }
        return message(object.get("error"));
    }

    /** One line of bounded length. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        int end = line.offsetByCodePoints(0, Math.min(MAX_MESSAGE, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end) + "…";
    }

    static String meaning(int status) {
        if (status >= 300 && status < 400) {
            return "the handler answered %d, a redirect, which is not followed".formatted(status);
        }
        return "the handler answered %s".formatted(HttpResponseStatus.valueOf(status));
    }
}
