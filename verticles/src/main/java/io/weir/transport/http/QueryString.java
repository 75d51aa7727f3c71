package io.weir.transport.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL, {@code application/x-www-form-urlencoded} in UTF-8. */
final class QueryString {

    private static final int MAX_PARAMETERS = 64;

    private QueryString() {}

    /**
     * Decodes path and query.
     *
     * @throws HttpProblem with status 400 when an escape is malformed
     */
    static Map<String, List<String>> parse(String uri) {
        try {
            return new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MAX_PARAMETERS).parameters();
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /**
     * The decoded path.
     *
     * @throws HttpProblem with status 400 when an escape is malformed
     */
    static String path(String uri) {
        try {
            return new QueryStringDecoder(uri, StandardCharsets.UTF_8).path();
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** The parameter's one value; null when it is absent or empty. */
    static @Nullable String single(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        if (values == null) {
            return null;
        }
        if (values.size() > 1) {
            throw HttpProblem.badRequest("the URL has \"%s\" more than once".formatted(name));
        }
        return values.get(0).isEmpty() ? null : values.get(0);
    }

    private static HttpProblem malformed() {
        return HttpProblem.badRequest("the URL has a malformed percent escape");
    }
}
