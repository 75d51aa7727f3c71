package io.weir.model.table;

import io.weir.error.ErrorCode;
import io.weir.graph.model.ColumnType;
import io.weir.json.Json;
import io.weir.model.ModelException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of clients in, the text that the store's {@code $1::text::TYPE} takes out. Whatever passes here, the store takes;
 * the rest is refused with words for the client, {@link ErrorCode#BAD_USER_INPUT}.
 */
public final class Values {

    /** The longest text, in characters. */
    private static final int MAX_TEXT = 1 << 20;

    /** Digits before and after the point of a {@code Decimal}; the store takes more, and no one means them. */
    private static final int MAX_DIGITS = 1_000;

    private static final int LAST_YEAR = 9999;
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

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
            case DECIMAL -> decimal(field, value);
            case DATE_TIME -> dateTime(field, value);
            case DATE -> date(field, value);
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

    private static String decimal(String field, Object value) {
        String written = value.toString();
        if (written.length() <= 2 * MAX_DIGITS + 2) {
            try {
                BigDecimal decimal = new BigDecimal(written);
                if (Math.abs((long) decimal.scale()) <= MAX_DIGITS && decimal.precision() <= MAX_DIGITS) {
                    return decimal.toPlainString();
                }
            } catch (NumberFormatException e) {
                // refused below
            }
        }
        throw refused(field, "a decimal number, such as \"12.50\", of at most " + MAX_DIGITS + " digits");
    }

    private static String dateTime(String field, Object value) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(value.toString())
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.MICROS);
            if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
                return DATE_TIME.format(time);
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw refused(field, "a time as RFC 3339 has it, such as \"2026-11-22T10:15:30Z\"");
    }

    private static String date(String field, Object value) {
        try {
            LocalDate date = LocalDate.parse(value.toString());
            if (date.getYear() >= 1 && date.getYear() <= LAST_YEAR) {
                return date.toString();
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw refused(field, "a date, such as \"2026-11-22\"");
    }

    private static String json(String field, Object value) {
        check(field, value);
        return text(field, Json.write(value).toString(StandardCharsets.UTF_8));
    }

    /** The store keeps no text with U+0000 in JSON either, and there it is written as an escape. */
    private static void check(String field, @Nullable Object value) {
        if (value instanceof String text) {
            text(field, text);
        } else if (value instanceof Number number) {
            decimal(field, number);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                check(field, key);
                check(field, each);
            });
        } else if (value instanceof Collection<?> list) {
            list.forEach(each -> check(field, each));
        }
    }

    private static ModelException refused(String field, String wanted) {
        return new ModelException(ErrorCode.BAD_USER_INPUT, "\"" + field + "\" must be " + wanted);
    }
}
