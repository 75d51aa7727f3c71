package io.weir.bridge;

import io.weir.bus.BusFailure;

/** A bridge cannot do what it was asked. The message is fit for a client. */
public final class BridgeException extends RuntimeException {

    private final BusFailure failure;

    /** Says what failed. */
    public BridgeException(BusFailure failure, String message) {
        super(message, null, false, false);
        this.failure = failure;
    }

    /** How the asker is told. */
    public BusFailure failure() {
        return failure;
    }
}
