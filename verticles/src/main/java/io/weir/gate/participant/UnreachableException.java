package io.weir.gate.participant;

/** A system cannot show a write, however long it is waited for. The message is for the operator's log. */
public final class UnreachableException extends RuntimeException {

    /** Says why; names no value of the client's. */
    public UnreachableException(String message) {
        super(message, null, false, false);
    }
}
