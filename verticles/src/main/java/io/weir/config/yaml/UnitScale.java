package io.weir.config.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole numbers with a unit, such as {@code 250ms} and {@code 64KB}. */
enum UnitScale {
    /** In milliseconds. */
    DURATION("0s", "ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L),
    /** In bytes. */
    SIZE("0B", "B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private final String zero;
    private final Map<String, Long> units = new LinkedHashMap<>();
    private final Pattern pattern;

    UnitScale(
            String zero,
            String unit1,
            long one1,
            String unit2,
            long one2,
            String unit3,
            long one3,
            String unit4,
            long one4) {
        this.zero = zero;
        units.put(unit1, one1);
        units.put(unit2, one2);
        units.put(unit3, one3);
        units.put(unit4, one4);
        pattern = Pattern.compile("^([0-9]{1,12})(" + String.join("|", units.keySet()) + ")$");
    }

    /** What may be written, as a regular expression. */
    String pattern() {
        return pattern.pattern();
    }

    /** The number in the smallest unit; null when the text is not such a number. */
    @Nullable
    Long read(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        return Long.parseLong(matcher.group(1)) * units.getOrDefault(matcher.group(2), 1L);
    }

    /** The text with the largest unit for a number in the smallest unit. */
    String write(long amount) {
        String text = zero;
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            if (amount != 0 && amount % unit.getValue() == 0) {
                text = amount / unit.getValue() + unit.getKey();
            }
        }
        return text;
    }
}
