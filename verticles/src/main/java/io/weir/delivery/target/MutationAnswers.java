package io.weir.delivery.target;

import io.vertx.core.buffer.Buffer;
import io.weir.delivery.target.Verdict.Again;
import io.weir.delivery.target.Verdict.Done;
import io.weir.delivery.target.Verdict.Never;
import io.weir.delivery.target.Verdict.Reason;
import io.weir.error.ErrorCode;
import io.weir.execution.OperationResponse;
import io.weir.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of a mutation in, what that means for the delivery out. */
final class MutationAnswers {

    /** What the same request meets again, whenever it is sent. */
    private static final Set<String> FINAL = EnumSet.of(
                    ErrorCode.GRAPHQL_PARSE_FAILED,
                    ErrorCode.GRAPHQL_VALIDATION_FAILED,
                    ErrorCode.OPERATION_RESOLUTION_FAILURE,
                    ErrorCode.BAD_USER_INPUT,
                    ErrorCode.QUERY_TOO_COMPLEX,
                    ErrorCode.FIELD_NOT_REACHABLE,
                    ErrorCode.INVALID_TRANSITION,
                    ErrorCode.VERSION_CONFLICT,
                    ErrorCode.NOT_UNIQUE,
                    ErrorCode.UNKNOWN_REFERENCE,
                    ErrorCode.STILL_REFERENCED,
                    ErrorCode.MUTATION_REFUSED,
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    ErrorCode.UPSTREAM_OUTCOME_UNKNOWN,
                    ErrorCode.ACTION_POISONED,
                    ErrorCode.CAUSATION_LOOP)
            .stream()
            .map(ErrorCode::name)
            .collect(Collectors.toUnmodifiableSet());

    private MutationAnswers() {}

    /** Nothing ran. */
    static Verdict refused(Buffer errors) {
        return failed((List<?>) Json.parse(errors));
    }

    /** It ran. What was written stays written, whatever went wrong around it; a row that is gone is no failure. */
    static Verdict judge(OperationResponse response, String field) {
        Map<?, ?> body = (Map<?, ?>) Json.parse(response.body());
        List<?> errors = body != null && body.get("errors") instanceof List<?> list ? list : List.of();
        Object value = body != null && body.get("data") instanceof Map<?, ?> data ? data.get(field) : null;
        if (errors.isEmpty() || value != null || committed(errors)) {
            return new Done(value == null ? null : Json.write(value));
        }
        Verdict failed = failed(errors);
        return failed instanceof Again again && ended(body, again.reason()) ? new Never(again.reason()) : failed;
    }

    /**
     * Whether an earlier attempt began an action that has ended: under its key it is the answer for ever. Another key would
     * be another action, and what the first one did before it failed nobody knows.
     */
    private static boolean ended(@Nullable Map<?, ?> body, Reason reason) {
        return body != null
                && body.get("extensions") instanceof Map<?, ?> extensions
                && Boolean.TRUE.equals(extensions.get("idempotentReplay"))
                && !reason.code().equals(ErrorCode.IDEMPOTENCY_IN_PROGRESS.name());
    }

    private static boolean committed(List<?> errors) {
        return errors.stream().anyMatch(error -> Boolean.TRUE.equals(extension(error, "committed")));
    }

    private static Verdict failed(@Nullable List<?> errors) {
        Object first = errors == null || errors.isEmpty() ? Map.of() : errors.get(0);
        Object message = first instanceof Map<?, ?> error ? error.get("message") : null;
        Object code = extension(first, "code");
        Object status = extension(first, "httpStatusCode");
        Reason reason = new Reason(
                code == null ? Why.REFUSED.name() : code.toString(),
                message == null ? "the mutation failed" : message.toString(),
                status instanceof Integer number ? number : null,
                null);
        return FINAL.contains(reason.code()) ? new Never(reason) : new Again(reason, null);
    }

    private static @Nullable Object extension(@Nullable Object error, String name) {
        return error instanceof Map<?, ?> map && map.get("extensions") instanceof Map<?, ?> extensions
                ? extensions.get(name)
                : null;
    }
}
