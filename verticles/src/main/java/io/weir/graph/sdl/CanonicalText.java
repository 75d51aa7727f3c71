package io.weir.graph.sdl;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one text that equal values of a scalar have: as the store writes them too, so that a value that went in comes out
 * the same. All throw {@link IllegalArgumentException} whose message is for the client.
 */
public final class CanonicalText {

    /** RFC 3339, section 5.6: the offset is required. */
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    /** More digits than this, before or behind the point, are no value but an attack. */
    private static final int MAX_DIGITS = 1000;

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

    private CanonicalText() {}

    /** RFC 3339 in UTC with six digits of a second; what is finer is cut off. */
    public static String dateTime(@Nullable Object value) {
        return MICROSECONDS.format(instant(value).atOffset(ZoneOffset.UTC));
    }

    /** The point in time that a text says, in microseconds. */
    public static Instant instant(@Nullable Object value) {
        if (value instanceof String text && RFC_3339.matcher(text).matches()) {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
                OffsetDateTime inUtc = time.withOffsetSameInstant(ZoneOffset.UTC);
                if (inUtc.getYear() >= 1 && inUtc.getYear() <= 9999) {
                    return inUtc.toInstant().truncatedTo(ChronoUnit.MICROS);
                }
            } catch (DateTimeException noDay) {
                // told below
            }
        }
        throw new IllegalArgumentException(
                "a DateTime is a text as RFC 3339 has it, such as \"2026-11-22T10:30:00Z\", of the years 0001 to 9999");
    }

    /** ISO 8601: {@code 2026-11-22}. */
    public static String date(@Nullable Object value) {
        if (value instanceof String text && DAY.matcher(text).matches() && !text.startsWith("0000")) {
            try {
                return LocalDate.parse(text).toString();
            } catch (DateTimeException noDay) {
                // told below
            }
        }
        throw new IllegalArgumentException("a Date is a text such as \"2026-11-22\", of the years 0001 to 9999");
    }

    /** The number without an exponent, with the digits that it has. */
    public static String decimal(@Nullable Object value) {
        return number(value).toPlainString();
    }

    /** The number that a text or a JSON number says. */
    public static BigDecimal number(@Nullable Object value) {
        String text = value instanceof String || value instanceof Number ? value.toString() : "";
        if (text.length() <= 2 * MAX_DIGITS && NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            BigDecimal written = number.scale() < 0 ? number.setScale(0) : number;
            if (written.scale() <= MAX_DIGITS && written.precision() - written.scale() <= MAX_DIGITS) {
                return written;
            }
        }
        throw new IllegalArgumentException(
                "a Decimal is a number, or a text such as \"12.50\", with at most %d digits on each side of the point"
                        .formatted(MAX_DIGITS));
    }
}
