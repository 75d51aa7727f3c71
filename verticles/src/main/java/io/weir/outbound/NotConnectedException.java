package io.weir.outbound;

/** Nobody was reached who may be called: nothing was sent. The message is fit for clients. */
public final class NotConnectedException extends Exception {

    private final boolean forbidden;

    NotConnectedException(String message, boolean forbidden) {
        super(message, null, false, false);
        this.forbidden = forbidden;
    }

    /** Whether there is an address, which may not be called. */
    public boolean forbidden() {
        return forbidden;
    }
}
