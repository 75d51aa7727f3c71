package io.weir.transport.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.weir.transport.origin.AllowedOrigins;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which web pages of other origins may read our answers: CORS, from {@code http.origins}. Thread-safe. */
final class Origins {

    private static final CharSequence ALLOW_ORIGIN = HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN;
    private static final CharSequence ANY = HttpHeaders.createOptimized("*");
    private static final String METHODS = "GET, POST";
    private static final CharSequence ACTION_HEADERS =
            HttpHeaders.createOptimized("location, preference-applied, retry-after");
    private static final String DAY_SECONDS = "86400";

    private final AllowedOrigins allowed;

    /** {@code *} is every origin; an empty list is the server's own only, for which browsers ask nothing. */
    Origins(List<String> allowed) {
        this.allowed = new AllowedOrigins(allowed);
    }

    /** Whether the list names this origin. */
    boolean allows(@Nullable String origin) {
        return allowed.has(origin);
    }

    /** Adds what a browser needs to hand the answer to the page that asked. */
    void decorate(HttpServerRequest request) {
        if (allowed.all()) {
            request.response().putHeader(ALLOW_ORIGIN, ANY);
        } else if (!allowed.none()) {
            HttpServerResponse response = request.response();
            response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            String origin = request.getHeader(HttpHeaders.ORIGIN);
            if (allows(origin)) {
                response.putHeader(ALLOW_ORIGIN, origin);
            }
        }
    }

    /** Lets the page that asked read what an answer about actions says beside its body. */
    static void exposeActionHeaders(HttpServerResponse response) {
        if (response.headers().contains(ALLOW_ORIGIN)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ACTION_HEADERS);
        }
    }

    /** Answers OPTIONS; to a preflight of an allowed origin with leave for a day. */
    void preflight(HttpServerRequest request, String methods) {
        decorate(request);
        HttpServerResponse response = request.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, methods);
        boolean preflight = request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (preflight && allows(request.getHeader(HttpHeaders.ORIGIN))) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, DAY_SECONDS);
            String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
            if (headers != null) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
            }
        }
        response.end();
    }
}
