package io.weir.execution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may name a mutation, so that repeating it does nothing anew: 1 to 255 visible ASCII characters and spaces. */
public final class IdempotencyKey {

    /** What a client is told who sends another one. */
    public static final String RULE = "an idempotency key has 1 to 255 visible ASCII characters and spaces";

    /** Where a request without headers has it. */
    static final String EXTENSION = "idempotencyKey";

    private static final int MAX_LENGTH = 255;

    /** RFC 8941, section 3.3.3. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\\\\\"])*)\"");

    private static final Pattern BARE = Pattern.compile("[!#-+\\--~]+");
    private static final Pattern TEXT = Pattern.compile("[ -~]+");

    private IdempotencyKey() {}

    /**
     * Reads the header {@code Idempotency-Key}: a quoted string, or the same without quotes, spaces and commas.
     *
     * @return null when it is neither, empty or too long
     */
    public static @Nullable String ofHeader(String value) {
        String trimmed = value.trim();
        Matcher quoted = QUOTED.matcher(trimmed);
        if (quoted.matches()) {
            return of(quoted.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return BARE.matcher(trimmed).matches() ? of(trimmed) : null;
    }

    /** Reads the extension {@code idempotencyKey}; null when it is no text that can be a key. */
    static @Nullable String of(Object value) {
        return value instanceof String text
                        && text.length() <= MAX_LENGTH
                        && TEXT.matcher(text).matches()
                ? text
                : null;
    }
}
