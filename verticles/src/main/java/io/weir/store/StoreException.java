package io.weir.store;

import io.weir.error.ErrorCode;

/** The store did not answer in time, or cannot be reached. Worth another try. */
public final class StoreException extends RuntimeException {

    /**
     * Says what failed.
     *
     * @param message fit for a client: no address, no statement
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    /** Whether nobody knows what became of the statement: it was sent, or may have been, and no answer came. */
    public boolean unknown() {
        Throwable cause = getCause();
        return cause != null && Failures.unknown(cause);
    }

    /** What clients are told. */
    public ErrorCode code() {
        return ErrorCode.STORE_UNAVAILABLE;
    }
}
