package io.weir.transport.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** Why Netty's decoder gave up on a request, in words for its client. */
final class InvalidRequest {

    private InvalidRequest() {}

    /** The answer for a decoder's failure. */
    static HttpProblem problem(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new HttpProblem(414, "the URL is too long (http.limits.url): send the operation by POST");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new HttpProblem(431, "the headers are too large (http.limits.headers)");
        }
        return HttpProblem.badRequest("this is not an HTTP/1.1 or HTTP/2 request");
    }
}
