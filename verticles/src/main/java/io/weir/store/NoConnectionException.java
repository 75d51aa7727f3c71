package io.weir.store;

/** There was no connection for a statement in time, or too many statements wait for one: it was not sent. */
final class NoConnectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoConnectionException(Throwable cause) {
        super("no connection", cause, false, false);
    }
}
