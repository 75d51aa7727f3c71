package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.error.ErrorCode;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.plan.RequestError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures of actions in, GraphQL errors out: {@code httpStatusCode} beside the message and in the extensions. */
final class ActionErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ActionErrors.class);
    private static final long RETRY_AFTER_MILLIS = 1000;
    private static final String HTTP_STATUS = "httpStatusCode";

    /** The statuses of what no handler answered, and nothing of ours named either. */
    private static final Map<String, Integer> STATUSES = Map.of(
            ErrorCode.NOT_FOUND.name(), 404,
            ErrorCode.ACTION_STATE_CONFLICT.name(), 409,
            ErrorCode.ACTION_CANCELED.name(), 409,
            ErrorCode.HANDLER_UNREACHABLE.name(), 503,
            ErrorCode.PROVIDER_UNAVAILABLE.name(), 503,
            ErrorCode.HANDLER_TIMEOUT.name(), 504,
            ErrorCode.ACTION_EXPIRED.name(), 504);

    private ActionErrors() {}

    /** What a field is whose action failed. */
    static Missing missing(ActionFailure failure, @Nullable String actionId) {
        return Missing.and(null, reason(failure, actionId));
    }

    /** The same in a JSON array of its own, for a request that did not begin. */
    static Buffer json(ActionFailure failure) {
        return Errors.json(reason(failure, null));
    }

    /** Why an action that has ended was not done. */
    static ActionFailure of(ActionReport report) {
        ActionFailure failure = report.failure();
        if (failure != null) {
            return failure;
        }
        if (report.state() == ActionState.CANCELED) {
            return failure(ErrorCode.ACTION_CANCELED, 409, "the action was cancelled", 0);
        }
        return report.state() == ActionState.EXPIRED
                ? failure(ErrorCode.ACTION_EXPIRED, 504, "the action was not begun in time", 0)
                : failure(ErrorCode.INTERNAL_SERVER_ERROR, 500, "the action failed", 0);
    }

    /** It goes on, and its client waited long enough. */
    static ActionFailure unfinished(boolean replayed) {
        return replayed
                ? failure(
                        ErrorCode.IDEMPOTENCY_IN_PROGRESS,
                        409,
                        "the action with this idempotency key is still running",
                        RETRY_AFTER_MILLIS)
                : failure(ErrorCode.ACTION_TIMEOUT, 504, "the action has not ended in time, and goes on", 0);
    }

    static ActionFailure notFound() {
        return failure(ErrorCode.NOT_FOUND, 404, "there is no action with this id", 0);
    }

    /** What the fields of a result are that is not there yet. */
    static Reason notFinished(String actionId) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", ErrorCode.ACTION_NOT_FINISHED.name());
        extensions.put("actionId", actionId);
        return new Reason(
                "the action runs later: its result comes by a subscription to an @actionUpdate field", extensions);
    }

    /** A fault of ours, which the log tells. */
    static RequestError unforeseen(Throwable fault) {
        LOG.error("an action could not be asked for", fault);
        return RequestError.of("the action could not be asked for", FieldError.INTERNAL_SERVER_ERROR);
    }

    static Missing badInput(String message) {
        return Missing.of(message, RequestError.BAD_USER_INPUT);
    }

    private static ActionFailure failure(ErrorCode code, int status, String message, long retryAfterMillis) {
        return new ActionFailure(code.name(), message, status, null, List.of(), false, 0, retryAfterMillis);
    }

    private static Reason reason(ActionFailure failure, @Nullable String actionId) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", failure.code());
        int status = failure.httpStatus() > 0 ? failure.httpStatus() : STATUSES.getOrDefault(failure.code(), 0);
        if (status > 0) {
            extensions.put(HTTP_STATUS, status);
        }
        if (actionId != null) {
            extensions.put("actionId", actionId);
        }
        if (failure.retryAfterMillis() > 0) {
            extensions.put("retryAfterMs", failure.retryAfterMillis());
        }
        Object upstream = upstream(failure.upstream());
        if (upstream != null) {
            extensions.put("upstream", upstream);
        }
        Map<String, Object> members = status > 0 ? Map.of(HTTP_STATUS, status) : Map.of();
        return new Reason(failure.message(), extensions, members);
    }

    private static @Nullable Object upstream(@Nullable Buffer json) {
        try {
            return json == null ? null : Json.parse(json);
        } catch (MalformedJsonException e) { // nothing that a client could read
            return null;
        }
    }
}
