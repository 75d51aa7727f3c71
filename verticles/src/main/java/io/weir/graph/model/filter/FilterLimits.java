package io.weir.graph.model.filter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a filter of events may cost, since each event is held against it on an event loop. Used once. */
final class FilterLimits {

    /** Conditions, and filters in lists. */
    private static final int MOST = 200;

    /** Objects within objects: filters within filters, the image, the field. */
    private static final int DEEPEST = 12;

    /** Values of one {@code in}, or fields of {@code changed}. */
    private static final int MOST_VALUES = 1_000;

    /** Characters: to look for one text in another takes their product. */
    private static final int LONGEST = 1_000;

    private int count;

    /**
     * Measures a filter.
     *
     * @throws IllegalArgumentException with words for the client
     */
    static void check(Map<?, ?> filter) {
        new FilterLimits().check(filter, 1);
    }

    private void check(Map<?, ?> filter, int depth) {
        refuse(depth > DEEPEST, "objects in each other " + DEEPEST + " deep at most");
        filter.values().forEach(value -> check(value, depth));
    }

    private void check(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> filter) {
            check(filter, depth + 1);
            return;
        }
        count++;
        refuse(count > MOST, MOST + " conditions at most");
        if (value instanceof List<?> list) {
            refuse(list.size() > MOST_VALUES, MOST_VALUES + " values in one list at most");
            list.forEach(element -> checkElement(element, depth));
        } else {
            checkLength(value);
        }
    }

    private void checkElement(@Nullable Object element, int depth) {
        if (element instanceof Map<?, ?> filter) {
            count++;
            refuse(count > MOST, MOST + " conditions at most");
            check(filter, depth + 1);
        } else {
            checkLength(element);
        }
    }

    private static void checkLength(@Nullable Object value) {
        refuse(value instanceof String text && text.length() > LONGEST, "texts of " + LONGEST + " characters at most");
    }

    private static void refuse(boolean tooMuch, String allowed) {
        if (tooMuch) {
            throw new IllegalArgumentException("a filter of events has " + allowed);
        }
    }
}
