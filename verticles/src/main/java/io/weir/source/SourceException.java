package io.weir.source;

import io.weir.error.ErrorCode;

/** A source did not answer as it should. The message is fit for a client: no address, no stack trace. */
public final class SourceException extends RuntimeException {

    private final ErrorCode code;
    private final boolean sent;

    /**
     * Says what failed.
     *
     * @param code the GraphQL error's {@code extensions.code}
     * @param sent whether the source may have seen the request
     */
    public SourceException(ErrorCode code, String message, boolean sent) {
        super(message, null, false, false);
        this.code = code;
        this.sent = sent;
    }

    /** Whether the source may have seen the request: then no one knows what it did. */
    public boolean sent() {
        return sent;
    }

    /** The GraphQL error's {@code extensions.code}. */
    public ErrorCode code() {
        return code;
    }
}
