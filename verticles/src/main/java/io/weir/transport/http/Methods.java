package io.weir.transport.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Which methods a path takes. */
final class Methods {

    private Methods() {}

    /**
     * Checks the request's method; another one gets an {@code Allow} header.
     *
     * @throws HttpProblem with status 405 when it is not one of {@code allowed}
     */
    static void require(HttpServerRequest request, HttpMethod... allowed) {
        if (Arrays.asList(allowed).contains(request.method())) {
            return;
        }
        String names = Arrays.stream(allowed).map(HttpMethod::name).collect(Collectors.joining(", "));
        request.response().putHeader(HttpHeaders.ALLOW, names);
        throw new HttpProblem(
                405,
                "%s does not take %s: send %s"
                        .formatted(request.path(), request.method().name(), names));
    }
}
