package io.weir.subgraph;

/** A subgraph did not answer as it should. The message is fit for a client: a name, no address, no stack trace. */
public final class SubgraphException extends RuntimeException {

    private final String code;

    /**
     * Says what failed.
     *
     * @param code the GraphQL error's {@code extensions.code}
     */
    public SubgraphException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The GraphQL error's {@code extensions.code}. */
    public String code() {
        return code;
    }
}
