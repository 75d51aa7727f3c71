package io.weir.transport.http;

import org.jspecify.annotations.Nullable;

/** A request that HTTP itself refuses. The message is fit for a client: what is wrong, where, and what to do. */
public final class HttpProblem extends RuntimeException {

    private final int status;
    private final @Nullable String code;

    /**
     * Says why a request is refused.
     *
     * @param status the HTTP status code, 4xx or 5xx
     */
    public HttpProblem(int status, String message) {
        this(status, message, null);
    }

    /** The same with the word by which clients' programs know it. */
    HttpProblem(int status, String message, @Nullable String code) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** 400: the request is not well-formed. */
    static HttpProblem badRequest(String message) {
        return new HttpProblem(400, message);
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The error's {@code extensions.code}; null where the status says it all. */
    @Nullable
    String code() {
        return code;
    }

    /** The message, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
