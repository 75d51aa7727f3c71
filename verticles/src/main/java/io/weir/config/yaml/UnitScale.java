package io.weir.config.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whole numbers with a unit, such as {@code 250ms} and {@code 64KB}. */
enum UnitScale {
    /** In milliseconds. */
    DURATION("0s", new Unit("ms", 1), new Unit("s", 1_000), new Unit("m", 60_000), new Unit("h", 3_600_000)),
    /** In bytes. */
    SIZE("0B", new Unit("B", 1), new Unit("KB", 1 << 10), new Unit("MB", 1 << 20), new Unit("GB", 1 << 30));

    private final String zero;
    private final List<Unit> units;
    private final Pattern pattern;

    private record Unit(String name, long size) {}

    /** The units grow, and each is a multiple of the first. */
    UnitScale(String zero, Unit... units) {
        this.zero = zero;
        this.units = List.of(units);
        String names = Arrays.stream(units).map(Unit::name).collect(Collectors.joining("|"));
        // Nine digits of the largest unit stay within a long.
        this.pattern = Pattern.compile("^([0-9]{1,9})(" + names + ")$");
    }

    /** What may be written, as a regular expression. */
    String pattern() {
        return pattern.pattern();
    }

    /** The number in the first unit; null when the text is not such a number. */
    @Nullable
    Long read(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        return units.stream()
                .filter(unit -> unit.name().equals(matcher.group(2)))
                .map(unit -> number * unit.size())
                .findFirst()
                .orElse(null);
    }

    /** A number in the first unit, written in the largest unit that divides it. */
    String write(long amount) {
        return units.stream()
                .filter(unit -> amount != 0 && amount % unit.size() == 0)
                .reduce((smaller, larger) -> larger)
                .map(unit -> amount / unit.size() + unit.name())
                .orElse(zero);
    }
}
