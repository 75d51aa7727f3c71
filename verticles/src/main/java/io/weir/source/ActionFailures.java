package io.weir.source;

import io.weir.bus.ActionFailure;
import io.weir.error.ErrorCode;
import java.util.List;

/** What clients are told where the actions themselves say nothing: like an HTTP API, with a status. */
final class ActionFailures {

    /** When it is worth another try. */
    private static final long RETRY_AFTER_MILLIS = 1000;

    private ActionFailures() {}

    /** There is no action that this client may ask for by this id. */
    static ActionException notFound() {
        return of(ErrorCode.NOT_FOUND, 404, "there is no action with this id", false);
    }

    /** Nothing was begun. */
    static ActionException unavailable() {
        return of(ErrorCode.ACTIONS_UNAVAILABLE, 503, "actions cannot be run or asked for now; try again", true);
    }

    /** Nothing was begun, because no node understands what was asked. */
    static ActionException incompatible() {
        return of(
                ErrorCode.NODES_INCOMPATIBLE,
                503,
                "the nodes that run actions are of another version; try again when all are of one",
                true);
    }

    /** It may have been done. */
    static ActionException timeout() {
        return of(
                ErrorCode.ACTION_TIMEOUT,
                504,
                "the action gave no answer in time; nobody knows whether it was done",
                false);
    }

    /** One more would be too many. */
    static ActionException tooManyWaits() {
        return of(ErrorCode.TOO_MANY_WAITS, 503, "too many clients wait for actions here; try again", true);
    }

    private static ActionException of(ErrorCode code, int status, String message, boolean worthARetry) {
        return new ActionException(new ActionFailure(
                code.name(), message, status, null, List.of(), worthARetry, 0, worthARetry ? RETRY_AFTER_MILLIS : 0));
    }
}
