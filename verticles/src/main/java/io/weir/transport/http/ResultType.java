package io.weir.transport.http;

import io.vertx.core.http.HttpHeaders;

/** The media types of a single GraphQL response, and the status code that each gives a request error. */
enum ResultType {
    /** What a client that knows GraphQL over HTTP asks for: the status code speaks. */
    GRAPHQL_RESPONSE("application/graphql-response+json", 400),
    /** For older clients: every answer to a well-formed request is 200. */
    JSON("application/json", 200);

    private final String mediaType;
    private final CharSequence contentType;
    private final int requestErrorStatus;

    ResultType(String mediaType, int requestErrorStatus) {
        this.mediaType = mediaType;
        this.contentType = HttpHeaders.createOptimized(mediaType + "; charset=utf-8");
        this.requestErrorStatus = requestErrorStatus;
    }

    /** The bare media type. */
    String mediaType() {
        return mediaType;
    }

    /** The value of {@code Content-Type}. */
    CharSequence contentType() {
        return contentType;
    }

    /** The status of a response that has no {@code data} entry. */
    int requestErrorStatus() {
        return requestErrorStatus;
    }

    /** The same, where the error has a status of its own. */
    int requestErrorStatus(int own) {
        return this == JSON ? requestErrorStatus : own;
    }
}
