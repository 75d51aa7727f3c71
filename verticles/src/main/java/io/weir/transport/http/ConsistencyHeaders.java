package io.weir.transport.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.weir.error.ErrorCode;
import io.weir.execution.consistency.ConsistencyTerms;
import io.weir.execution.consistency.ConsistencyWords;
import java.util.ArrayList;
import java.util.List;

/** What the headers of a request say about the writes that it must see. */
final class ConsistencyHeaders {

    private static final CharSequence TOKEN = HttpHeaders.createOptimized("consistency-token");
    private static final CharSequence ON_TIMEOUT = HttpHeaders.createOptimized("consistency-on-timeout");
    private static final CharSequence TIMEOUT = HttpHeaders.createOptimized("consistency-timeout");
    private static final CharSequence SYSTEM = HttpHeaders.createOptimized("consistency-system");

    private ConsistencyHeaders() {}

    /**
     * Reads a request.
     *
     * @throws HttpProblem with status 400 when a header cannot be read
     */
    static ConsistencyTerms of(HttpServerRequest request) {
        MultiMap headers = request.headers();
        boolean none = !headers.contains(TOKEN)
                && !headers.contains(ON_TIMEOUT)
                && !headers.contains(TIMEOUT)
                && !headers.contains(SYSTEM);
        if (none) {
            return ConsistencyTerms.NONE;
        }
        List<String> tokens = new ArrayList<>();
        headers.getAll(TOKEN).forEach(line -> tokens.addAll(HeaderList.split(line)));
        try {
            return ConsistencyWords.ofHeaders(
                    tokens, headers.get(ON_TIMEOUT), headers.get(TIMEOUT), headers.get(SYSTEM));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, String.valueOf(e.getMessage()), ErrorCode.BAD_USER_INPUT.name());
        }
    }
}
