package io.weir.source;

import io.weir.error.ErrorCode;

/** A source did not answer as it should. The message is fit for a client: no address, no stack trace. */
public final class SourceException extends RuntimeException {

    private final ErrorCode code;

    /**
     * Says what failed.
     *
     * @param code the GraphQL error's {@code extensions.code}
     */
    public SourceException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The GraphQL error's {@code extensions.code}. */
    public ErrorCode code() {
        return code;
    }
}
