package io.weir.json;

/** Text that is not one JSON value. The message names the place and is fit for a client. */
public final class MalformedJsonException extends RuntimeException {

    /** Says what is wrong, and where. */
    public MalformedJsonException(String message) {
        super(message);
    }
}
