package io.weir.template;

/** A value cannot stand where a template has its placeholder. The message is fit for the client. */
public final class RefusedValueException extends Exception {

    /** Says which value, and why. */
    public RefusedValueException(String message) {
        super(message, null, false, false);
    }
}
