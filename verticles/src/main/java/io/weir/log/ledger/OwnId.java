package io.weir.log.ledger;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An id that an event's payload names. Whole numbers have an order, whether the payload writes them as numbers or as
 * text; other texts have none.
 *
 * @param text as clients see it
 * @param number the same as a number; null when it is none of 64 bits
 */
public record OwnId(String text, @Nullable Long number) {

    /** One way to write each number, so that the text follows from it. */
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    /** Reads an id as clients write it. */
    public static OwnId of(String text) {
        return new OwnId(text, number(text));
    }

    /** The id that is a number. */
    static OwnId of(long number) {
        return new OwnId(Long.toString(number), number);
    }

    private static @Nullable Long number(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException beyond) {
            return null;
        }
    }
}
