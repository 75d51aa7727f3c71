package io.weir.log;

import io.weir.bus.BusFailure;

/** A request that the log does not answer, in words fit for a client. */
final class LogFailure extends RuntimeException {

    private final BusFailure failure;

    LogFailure(BusFailure failure, String message) {
        super(message, null, false, false);
        this.failure = failure;
    }

    /** What the asker is told. */
    BusFailure failure() {
        return failure;
    }
}
