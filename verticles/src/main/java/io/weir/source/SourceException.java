package io.weir.source;

/** A source did not answer as it should. The message is fit for a client: no address, no stack trace. */
public final class SourceException extends RuntimeException {

    private final String code;

    /**
     * Says what failed.
     *
     * @param code the GraphQL error's {@code extensions.code}
     */
    public SourceException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The GraphQL error's {@code extensions.code}. */
    public String code() {
        return code;
    }
}
