package io.weir.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** {@code Last-Event-ID}: what a browser's EventSource sends when it comes back (HTML standard, section 9.2). */
final class LastEventIdHeader {

    private static final CharSequence NAME = HttpHeaders.createOptimized("last-event-id");

    private LastEventIdHeader() {}

    /** The id, null when there is none. It comes as UTF-8, which header values are not read as. */
    static @Nullable String of(HttpServerRequest request) {
        String value = request.getHeader(NAME);
        return value == null || value.isEmpty() ? null : new String(value.getBytes(ISO_8859_1), UTF_8);
    }
}
