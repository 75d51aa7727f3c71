package io.weir.delivery.target;

/** A template cannot be filled with what an event has; the message is for operators. */
final class UnfitValueException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitValueException(String message) {
        super(message, null, false, false);
    }
}
