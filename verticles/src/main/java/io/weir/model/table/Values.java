package io.weir.model.table;

import io.weir.error.ErrorCode;
import io.weir.graph.model.ColumnType;
import io.weir.graph.sdl.CanonicalText;
import io.weir.json.Json;
import io.weir.model.ModelException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values of clients in, the text that the store's {@code $1::text::TYPE} takes out. Whatever passes here, the store takes;
 * the rest is refused with words for the client, {@link ErrorCode#BAD_USER_INPUT}.
 */
public final class Values {

    /** The longest text, in characters. */
    private static final int MAX_TEXT = 1 << 20;

    /** Levels of JSON: whatever is put around it, on its way to whoever hears of it, it can be read again. */
    private static final int MAX_NESTING = 100;

    private Values() {}

    /**
     * A value of one column, or one element of a list.
     *
     * @param field where the client wrote it
     * @param value as GraphQL coerced it, never null
     */
    public static String text(String field, ColumnType type, Object value) {
        return switch (type) {
            case ID, STRING, ENUM -> text(field, String.valueOf(value));
            case INT -> whole(field, value);
            case FLOAT -> number(field, value);
            case BOOLEAN -> bool(field, value);
            case DECIMAL -> canonical(field, CanonicalText::decimal, value);
            case DATE_TIME -> canonical(field, CanonicalText::dateTime, value);
            case DATE -> canonical(field, CanonicalText::date, value);
            case JSON -> json(field, value);
        };
    }

    private static String text(String field, String value) {
        if (value.indexOf('\0') >= 0) {
            throw refused(field, "a text without the character U+0000");
        }
        if (value.length() > MAX_TEXT) {
            throw refused(field, "a text of at most " + MAX_TEXT + " characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw refused(field, "a text of whole Unicode characters");
        }
        return value;
    }

    private static String whole(String field, Object value) {
        try {
            return Integer.toString(new BigDecimal(value.toString()).intValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw refused(field, "a whole number of 32 bits");
        }
    }

    private static String number(String field, Object value) {
        try {
            double number = Double.parseDouble(value.toString());
            if (Double.isFinite(number)) {
                return Double.toString(number);
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw refused(field, "a number");
    }

    private static String bool(String field, Object value) {
        if (value instanceof Boolean) {
            return value.toString();
        }
        throw refused(field, "true or false");
    }

    private static String canonical(String field, Function<Object, String> scalar, Object value) {
        try {
            return scalar.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ModelException(ErrorCode.BAD_USER_INPUT, "\"" + field + "\": " + e.getMessage());
        }
    }

    private static String json(String field, Object value) {
        check(field, value, 1);
        return text(field, Json.write(value).toString(StandardCharsets.UTF_8));
    }

    /** The store keeps no text with U+0000 in JSON either, and there it is written as an escape. */
    private static void check(String field, @Nullable Object value, int level) {
        if (level > MAX_NESTING) {
            throw refused(field, "JSON that nests at most " + (MAX_NESTING - 1) + " levels");
        }
        if (value instanceof String text) {
            text(field, text);
        } else if (value instanceof Number number) {
            canonical(field, CanonicalText::decimal, number);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                check(field, key, level);
                check(field, each, level + 1);
            });
        } else if (value instanceof Collection<?> list) {
            list.forEach(each -> check(field, each, level + 1));
        }
    }

    private static ModelException refused(String field, String wanted) {
        return new ModelException(ErrorCode.BAD_USER_INPUT, "\"" + field + "\" must be " + wanted);
    }
}
