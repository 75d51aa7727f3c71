package io.weir.source;

/** A hook gave no answer. The message is fit for clients, and goes on after "the hook". */
public final class HookException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says why. */
    public HookException(String message) {
        super(message, null, false, false);
    }
}
