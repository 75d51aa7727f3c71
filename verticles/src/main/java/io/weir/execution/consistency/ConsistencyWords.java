package io.weir.execution.consistency;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Values;
import io.weir.graph.action.OnTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link ConsistencyTerms} from headers and from {@code extensions.consistency}. */
public final class ConsistencyWords {

    /** The extension of requests and of responses. */
    public static final String EXTENSION = "consistency";

    private static final Scalar<Duration> TIMEOUT = Values.duration(Duration.ZERO, Duration.ofHours(24));
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

    private ConsistencyWords() {}

    /**
     * What headers say.
     *
     * @param tokens of all lines, split at commas
     * @param onTimeout {@code stale} or {@code fail}
     * @param timeout a duration such as {@code 500ms}, or milliseconds
     * @throws IllegalArgumentException naming the header and what is wrong with it
     */
    public static ConsistencyTerms ofHeaders(
            List<String> tokens, @Nullable String onTimeout, @Nullable String timeout, @Nullable String system) {
        return new ConsistencyTerms(
                tokens,
                onTimeout == null ? null : onTimeout("the header \"Consistency-On-Timeout\"", onTimeout.trim()),
                timeout == null ? null : timeout("the header \"Consistency-Timeout\"", timeout.trim()),
                system == null ? null : system.trim());
    }

    /**
     * What the extension says; members that it does not know count for nothing, so that a client may send back what it
     * got.
     *
     * @throws IllegalArgumentException naming the member and what is wrong with it
     */
    public static ConsistencyTerms ofExtension(Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("extensions.consistency: it is no object");
        }
        Object onTimeout = members.get("onTimeout");
        Object timeout = members.get("timeout");
        Object system = members.get("system");
        return new ConsistencyTerms(
                tokens(members.get("token")),
                onTimeout == null ? null : onTimeout("extensions.consistency.onTimeout", onTimeout),
                timeout == null ? null : timeout("extensions.consistency.timeout", timeout),
                system == null ? null : text("extensions.consistency.system", system));
    }

    private static List<String> tokens(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        String name = "extensions.consistency.token";
        if (!(value instanceof List<?> list)) {
            return List.of(text(name, value));
        }
        List<String> tokens = new ArrayList<>(list.size());
        for (Object element : list) {
            tokens.add(text(name, element));
        }
        return tokens;
    }

    private static OnTimeout onTimeout(String of, Object value) {
        return switch (text(of, value).toLowerCase(Locale.ROOT)) {
            case "stale" -> OnTimeout.STALE;
            case "fail" -> OnTimeout.FAIL;
            default -> throw new IllegalArgumentException(of + ": it is neither STALE nor FAIL");
        };
    }

    private static Duration timeout(String of, Object value) {
        String text = value instanceof Integer || value instanceof Long ? value.toString() : text(of, value);
        if (MILLIS.matcher(text).matches()) {
            return Duration.ofMillis(Long.parseLong(text));
        }
        try {
            return TIMEOUT.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s, nor a number of milliseconds".formatted(of, e.getMessage()), e);
        }
    }

    private static String text(String of, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(of + ": it is no text");
    }
}
