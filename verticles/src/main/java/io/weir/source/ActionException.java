package io.weir.source;

import io.weir.bus.ActionFailure;

/** What was asked of an action was not done. The failure is fit for a client: no address, no stack trace. */
public final class ActionException extends RuntimeException {

    private final transient ActionFailure failure;

    /** Says what failed. */
    public ActionException(ActionFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** Why. */
    public ActionFailure failure() {
        return failure;
    }
}
