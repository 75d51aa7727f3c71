package io.weir.config.yaml;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of single values. */
public final class Values {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,10}");

    private Values() {}

    /** A whole number within bounds, both included. */
    public static Scalar<Integer> integer(int min, int max) {
        return new Scalar<>(
                "a whole number from " + min + " to " + max,
                Values::parseInteger,
                number -> number >= min && number <= max,
                number -> number,
                Map.of("type", "integer", "minimum", min, "maximum", max),
                false);
    }

    /** {@code true} or {@code false}. */
    public static Scalar<Boolean> bool() {
        return new Scalar<>(
                "true or false", Values::parseBoolean, truth -> true, truth -> truth, Map.of("type", "boolean"), false);
    }

    /** One of the two truths, where the other is not served. */
    public static Scalar<Boolean> only(boolean served) {
        return new Scalar<>(
                served + ", the only choice in this version",
                Values::parseBoolean,
                truth -> truth == served,
                truth -> truth,
                Map.of("const", served),
                false);
    }

    /** A text of a form that the rule describes in words. */
    public static Scalar<String> text(String rule, Pattern form) {
        String anchored = "^(?:" + form.pattern() + ")$";
        return new Scalar<>(
                rule,
                text -> text,
                form.asMatchPredicate(),
                text -> text,
                Map.of("type", "string", "pattern", anchored),
                false);
    }

    /** A path of the file system, not yet looked at. */
    static Scalar<String> path(String rule) {
        return text(rule, Pattern.compile("[^\\x00]*[^\\x00\\s][^\\x00]*"));
    }

    /** One of an enum's names, in lower case. */
    public static <E extends Enum<E>> Scalar<E> choice(Class<E> type) {
        Map<String, E> choices = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(Values::word, choice -> choice, (a, b) -> a, LinkedHashMap::new));
        return new Scalar<>(
                "one of " + String.join(", ", choices.keySet()),
                choices::get,
                choice -> true,
                Values::word,
                Map.of("type", "string", "enum", List.copyOf(choices.keySet())),
                false);
    }

    /** A duration such as {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h}, within bounds, both included. */
    public static Scalar<Duration> duration(Duration min, Duration max) {
        UnitScale scale = UnitScale.DURATION;
        return new Scalar<>(
                "a duration from " + scale.write(min.toMillis()) + " to " + scale.write(max.toMillis())
                        + ", such as 250ms, 10s, 5m or 1h",
                Values::parseDuration,
                duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0,
                duration -> scale.write(duration.toMillis()),
                Map.of("type", "string", "pattern", scale.pattern()),
                false);
    }

    /** A size such as {@code 64KB}, {@code 1MB} (1024 bytes make a KB), within bounds, both included. */
    public static Scalar<Long> size(long min, long max) {
        return new Scalar<>(
                sizeRule(min, max),
                UnitScale.SIZE::read,
                bytes -> bytes >= min && bytes <= max,
                bytes -> UnitScale.SIZE.write(bytes),
                Map.of("type", "string", "pattern", UnitScale.SIZE.pattern()),
                false);
    }

    /** A size that fits an {@code int}. */
    public static Scalar<Integer> intSize(int min, int max) {
        return new Scalar<>(
                sizeRule(min, max),
                Values::parseIntSize,
                bytes -> bytes >= min && bytes <= max,
                bytes -> UnitScale.SIZE.write(bytes),
                Map.of("type", "string", "pattern", UnitScale.SIZE.pattern()),
                false);
    }

    private static String sizeRule(long min, long max) {
        UnitScale scale = UnitScale.SIZE;
        return "a size from " + scale.write(min) + " to " + scale.write(max) + ", such as 64KB or 1MB";
    }

    private static @Nullable Integer parseInteger(String text) {
        return WHOLE_NUMBER.matcher(text).matches() ? toInteger(Long.parseLong(text)) : null;
    }

    private static @Nullable Integer parseIntSize(String text) {
        Long bytes = UnitScale.SIZE.read(text);
        return bytes == null ? null : toInteger(bytes);
    }

    private static @Nullable Integer toInteger(long number) {
        return number == (int) number ? (Integer) (int) number : null;
    }

    private static @Nullable Boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static @Nullable Duration parseDuration(String text) {
        Long millis = UnitScale.DURATION.read(text);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
