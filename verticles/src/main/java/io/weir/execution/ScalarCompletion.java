package io.weir.execution;

import io.weir.plan.ValueProjection.ScalarKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Result coercion of scalars (GraphQL specification, section 3.5). A value is coerced where nothing is lost, and
 * refused otherwise. Numbers are written digit by digit as they came.
 */
final class ScalarCompletion {

    /** No whole number of 32 bits is longer; what is need not be expanded to know that it does not fit. */
    private static final int MAX_INT_DIGITS = 10;

    private ScalarCompletion() {}

    /** Writes the value; false, with nothing written, when it does not fit the kind. */
    static boolean write(JsonWriter out, ScalarKind kind, Object value) {
        return switch (kind) {
            case STRING -> writeString(out, value);
            case ID -> writeId(out, value);
            case INT -> writeInt(out, value);
            case FLOAT -> writeFloat(out, value);
            case BOOLEAN -> writeBoolean(out, value);
            case CUSTOM -> writeCustom(out, value);
        };
    }

    private static boolean writeString(JsonWriter out, Object value) {
        if (value instanceof String text) {
            out.writeString(text);
            return true;
        }
        if (value instanceof Number || value instanceof Boolean) {
            out.writeString(value.toString());
            return true;
        }
        return false;
    }

    private static boolean writeId(JsonWriter out, Object value) {
        boolean whole = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
        if (value instanceof String || whole) {
            out.writeString(value.toString());
            return true;
        }
        return false;
    }

    private static boolean writeInt(JsonWriter out, Object value) {
        if (value instanceof Integer number) {
            out.rawAscii(number.toString());
            return true;
        }
        BigDecimal number = number(value);
        if (number == null || number.precision() - (long) number.scale() > MAX_INT_DIGITS) {
            return false;
        }
        try {
            out.rawAscii(Integer.toString(number.stripTrailingZeros().intValueExact()));
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private static boolean writeFloat(JsonWriter out, Object value) {
        BigDecimal number = number(value);
        if (number == null || Double.isInfinite(number.doubleValue())) {
            return false;
        }
        out.rawAscii(number.toString());
        return true;
    }

    private static boolean writeBoolean(JsonWriter out, Object value) {
        if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
            return true;
        }
        return false;
    }

    private static boolean writeCustom(JsonWriter out, Object value) {
        out.writeValue(value);
        return true;
    }

    private static @Nullable BigDecimal number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
        }
        return value instanceof String text && text.length() <= 40 ? parse(text) : null;
    }

    private static @Nullable BigDecimal parse(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
