package io.weir.transport.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a request body says it is. Only types that a browser sends to another origin with leave alone pass: that keeps
 * forms of foreign pages from writing here.
 */
final class ContentTypes {

    private static final String JSON = "application/json";

    private ContentTypes() {}

    /** Whether the body is {@code application/json} in UTF-8. */
    static boolean isJson(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (header == null || request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return false;
        }
        if (header.equals(JSON)) {
            return true;
        }
        MediaType type = MediaType.parse(header);
        return type.type().equals(JSON) && type.utf8();
    }
}
