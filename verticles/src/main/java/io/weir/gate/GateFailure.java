package io.weir.gate;

import io.weir.bus.BusFailure;

/** A request that a gate does not answer, in words fit for whoever asked. */
final class GateFailure extends RuntimeException {

    private final BusFailure failure;

    GateFailure(BusFailure failure, String message) {
        super(message, null, false, false);
        this.failure = failure;
    }

    /** What the asker is told. */
    BusFailure failure() {
        return failure;
    }
}
