package io.weir.transport.http;

/** A request that HTTP itself refuses. The message is fit for a client: what is wrong, where, and what to do. */
final class HttpProblem extends RuntimeException {

    private final int status;

    /**
     * Says why a request is refused.
     *
     * @param status the HTTP status code, 4xx or 5xx
     */
    HttpProblem(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** 400: the request is not well-formed. */
    static HttpProblem badRequest(String message) {
        return new HttpProblem(400, message);
    }

    /** The HTTP status code. */
    int status() {
        return status;
    }

    /** The message, never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
