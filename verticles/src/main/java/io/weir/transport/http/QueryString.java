package io.weir.transport.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL, {@code application/x-www-form-urlencoded} in UTF-8. */
final class QueryString {

    private static final int MAX_PARAMETERS = 64;

    /** One character for each byte; the library's decoder, set to UTF-8, makes U+FFFD of what is not UTF-8. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private QueryString() {}

    /**
     * Decodes path and query.
     *
     * @throws HttpProblem with status 400 when an escape is malformed, or the bytes are not UTF-8
     */
    static Map<String, List<String>> parse(String uri) {
        try {
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            new QueryStringDecoder(uri, BYTES, true, MAX_PARAMETERS)
                    .parameters()
                    .forEach((name, values) -> parameters.put(
                            utf8(name), values.stream().map(QueryString::utf8).toList()));
            return parameters;
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /**
     * The decoded path.
     *
     * @throws HttpProblem with status 400 when an escape is malformed, or the bytes are not UTF-8
     */
    static String path(String uri) {
        try {
            return utf8(new QueryStringDecoder(uri, BYTES).path());
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

    private static String utf8(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(BYTES)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw HttpProblem.badRequest("the URL is not UTF-8");
        }
    }

    private static HttpProblem malformed() {
        return HttpProblem.badRequest("the URL has a malformed percent escape");
    }
}
