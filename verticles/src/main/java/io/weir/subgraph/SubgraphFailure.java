package io.weir.subgraph;

import io.weir.error.ErrorCode;

/** How asking a subgraph can fail: the code and the words of the GraphQL error. */
public enum SubgraphFailure {
    /** No complete reply within the subgraph's timeout, its wait in the queue and its retries included. */
    TIMEOUT("did not answer in time"),
    /** No connection, or one that broke before the reply was complete. */
    UNREACHABLE("could not be reached"),
    /** A status that says no, without a GraphQL response. */
    HTTP_ERROR("answered with an HTTP error"),
    /** Not a JSON object with {@code data} or {@code errors}. */
    MALFORMED_REPLY("answered with something that is no GraphQL response"),
    /** More bytes than the configuration allows. */
    REPLY_TOO_LARGE("answered with more than is allowed"),
    /** Its calls failed lately, so that it is left in peace for a moment. */
    CIRCUIT_OPEN("failed too often just now and is not asked for a moment"),
    /** Too many requests wait for it already. */
    OVERLOADED("has too many requests waiting already");

    private final String words;

    SubgraphFailure(String words) {
        this.words = words;
    }

    /** The GraphQL error's {@code extensions.code}. */
    public String code() {
        return ErrorCode.valueOf("SUBGRAPH_" + name()).name();
    }

    /** The exception for one subgraph; names it and nothing else. */
    public SubgraphException of(String subgraph) {
        return new SubgraphException(this, message(subgraph), 0);
    }

    /** The same with the HTTP status that was answered. */
    SubgraphException of(String subgraph, int status) {
        return new SubgraphException(this, message(subgraph) + " (status " + status + ")", status);
    }

    private String message(String subgraph) {
        return "the subgraph \"" + subgraph + "\" " + words;
    }
}
