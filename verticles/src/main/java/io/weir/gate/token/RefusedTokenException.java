package io.weir.gate.token;

/** A token is forged, expired, malformed or of elsewhere. The message is fit for the client. */
public final class RefusedTokenException extends RuntimeException {

    /** Says what is wrong with it. */
    public RefusedTokenException(String message) {
        super(message, null, false, false);
    }
}
