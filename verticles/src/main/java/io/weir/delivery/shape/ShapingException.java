package io.weir.delivery.shape;

/** An event could not be completed as its document says; the message is for operators, without addresses. */
public final class ShapingException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what went wrong. */
    public ShapingException(String message) {
        super(message, null, false, false);
    }
}
