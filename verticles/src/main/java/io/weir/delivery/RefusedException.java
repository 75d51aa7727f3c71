package io.weir.delivery;

/** An operator asks for what cannot be done; the message says why. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message, null, false, false);
    }
}
