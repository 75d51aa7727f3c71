package io.weir.action;

import io.weir.bus.ActionFailure;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.List;

/** The failures that the engine itself finds. */
final class Failures {

    private static final int GATEWAY_TIMEOUT = 504;
    private static final int UNAVAILABLE = 503;
    private static final int UNPROCESSABLE = 422;

    private Failures() {}

    static ActionFailure outcomeUnknown(int attempts) {
        return of(
                ErrorCode.UPSTREAM_OUTCOME_UNKNOWN,
                "nobody knows whether the handler did it: it may have, and did not answer",
                GATEWAY_TIMEOUT,
                false,
                attempts,
                Duration.ZERO);
    }

    static ActionFailure poisoned(int attempts) {
        String message = "every node that began it died or lost its lease: it is not tried any more";
        return of(ErrorCode.ACTION_POISONED, message, 0, false, attempts, Duration.ZERO);
    }

    static ActionFailure tooLate(int attempts) {
        return of(ErrorCode.ACTION_EXPIRED, "its time passed before it was done", 0, false, attempts, Duration.ZERO);
    }

    static ActionFailure canceled(int attempts) {
        return of(ErrorCode.ACTION_CANCELED, "it was taken back", 0, false, attempts, Duration.ZERO);
    }

    static ActionFailure circuitOpen(int attempts, Duration rest) {
        String message = "the handler failed so often that it is not called for a while";
        return of(ErrorCode.CIRCUIT_OPEN, message, UNAVAILABLE, true, attempts, rest);
    }

    static ActionFailure overloaded() {
        String message = "too many actions wait already";
        return of(ErrorCode.ACTIONS_OVERLOADED, message, UNAVAILABLE, true, 0, Duration.ofSeconds(1));
    }

    static ActionFailure stopping() {
        String message = "the node that was asked stops";
        return of(ErrorCode.ACTIONS_UNAVAILABLE, message, UNAVAILABLE, true, 0, Duration.ofSeconds(1));
    }

    static ActionFailure noStore() {
        return of(ErrorCode.STORE_UNAVAILABLE, "there is no store", UNAVAILABLE, false, 0, Duration.ZERO);
    }

    static ActionFailure storeAway(String message) {
        return of(ErrorCode.STORE_UNAVAILABLE, message, UNAVAILABLE, true, 0, Duration.ofSeconds(1));
    }

    static ActionFailure unknownAction() {
        String message = "the node that was asked does not know this action: the schema has just changed";
        return of(ErrorCode.ACTIONS_UNAVAILABLE, message, UNAVAILABLE, true, 0, Duration.ofSeconds(1));
    }

    static ActionFailure keyReused() {
        String message = "the idempotency key was used before, with other arguments";
        return of(ErrorCode.IDEMPOTENCY_KEY_REUSED, message, UNPROCESSABLE, false, 0, Duration.ZERO);
    }

    static ActionFailure notFound() {
        return ActionFailure.of(ErrorCode.NOT_FOUND.name(), "no such action");
    }

    static ActionFailure badInput(String message) {
        return ActionFailure.of(ErrorCode.BAD_USER_INPUT.name(), message);
    }

    static ActionFailure conflict(String message) {
        return ActionFailure.of(ErrorCode.ACTION_STATE_CONFLICT.name(), message);
    }

    static ActionFailure internal() {
        return ActionFailure.of(ErrorCode.INTERNAL_SERVER_ERROR.name(), "the action failed in an unforeseen way");
    }

    private static ActionFailure of(
            ErrorCode code, String message, int status, boolean again, int attempts, Duration retryAfter) {
        return new ActionFailure(code.name(), message, status, null, List.of(), again, attempts, retryAfter.toMillis());
    }
}
