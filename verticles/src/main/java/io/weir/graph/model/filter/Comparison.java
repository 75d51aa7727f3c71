package io.weir.graph.model.filter;

import io.weir.graph.model.ColumnType;
import io.weir.graph.sdl.CanonicalText;
import java.math.BigDecimal;
import java.util.Comparator;

/** How values of a column are compared: as the store compares them. */
final class Comparison {

    private Comparison() {}

    /** A form in which equal values are equal. */
    static Comparable<?> comparable(ColumnType type, Object value) {
        return switch (type) {
            case INT, FLOAT, DECIMAL -> number(value);
            case DATE_TIME -> CanonicalText.instant(value);
            case BOOLEAN, ID, STRING, DATE, ENUM, JSON -> value.toString();
        };
    }

    private static BigDecimal number(Object value) {
        return CanonicalText.number(value).stripTrailingZeros();
    }

    /** The order of {@link #comparable}. */
    @SuppressWarnings("unchecked") // what comparable gives for one type is of one class
    static Comparator<Comparable<?>> comparator(ColumnType type) {
        boolean text = type == ColumnType.ID || type == ColumnType.STRING;
        return text
                ? (one, other) -> byCodePoints((String) one, (String) other)
                : (one, other) -> ((Comparable<Object>) one).compareTo(other);
    }

    /** Java compares UTF-16 units, which puts what is beyond the basic plane before its last block. */
    private static int byCodePoints(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean pairs = Character.isSurrogate(a) && Character.isSurrogate(b);
                return pairs ? a - b : weight(a) - weight(b);
            }
        }
        return one.length() - other.length();
    }

    private static int weight(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }
}
