package io.weir.graph;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON scalar in the form in which a filter compares it: a number equals the same number however it is written, and
 * an ID equals itself whether it travels as text or as a number.
 *
 * @param text the canonical text; null for JSON's null
 */
record ComparableScalar(@Nullable String text) {

    /** Beyond this many digits a number's plain form is a weapon, not a value. */
    private static final int MAX_PLAIN_DIGITS = 400;

    /** Empty for objects and lists, which no scalar equals, and for what is no number, which not even itself equals. */
    static Optional<ComparableScalar> of(@Nullable Object value) {
        if (value == null) {
            return Optional.of(new ComparableScalar(null));
        }
        if ((value instanceof Double || value instanceof Float) && !Double.isFinite(((Number) value).doubleValue())) {
            return Optional.empty();
        }
        if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
            return Optional.of(new ComparableScalar(canonical(new BigDecimal(value.toString()))));
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof CharSequence) {
            return Optional.of(new ComparableScalar(value.toString()));
        }
        return Optional.empty();
    }

    private static String canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return Math.abs((long) stripped.scale()) > MAX_PLAIN_DIGITS ? stripped.toString() : stripped.toPlainString();
    }
}
