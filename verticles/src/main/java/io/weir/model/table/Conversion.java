package io.weir.model.table;

import java.util.Set;

/** Values of one type as another: as SQL converts them, and where it does not, by their text. */
final class Conversion {

    private static final Set<String> NUMBERS = Set.of("integer", "double precision", "numeric");
    private static final String TIME = "timestamptz";

    private Conversion() {}

    /** An expression of the type {@code to}; null stays null. */
    static String of(String column, String from, String to) {
        boolean fromList = from.endsWith("[]");
        boolean toList = to.endsWith("[]");
        if (fromList && toList) {
            return column + "::text[]::" + to;
        }
        if (fromList) {
            return one(column + "[1]", from.replace("[]", ""), to);
        }
        if (toList) {
            return "case when %s is not null then array[%s]::%s end"
                    .formatted(column, one(column, from, to.replace("[]", "")), to);
        }
        return one(column, from, to);
    }

    private static String one(String value, String from, String to) {
        if (from.equals(to)) {
            return value;
        }
        if (to.equals("jsonb")) {
            return "to_jsonb(" + value + ")";
        }
        if (from.equals("jsonb")) {
            return "(" + value + " #>> '{}')::" + to;
        }
        if (from.equals(TIME) && to.equals("date")) {
            return "(" + value + " at time zone 'UTC')::date";
        }
        if (from.equals("date") && to.equals(TIME)) {
            return "(" + value + "::timestamp at time zone 'UTC')";
        }
        return NUMBERS.contains(from) && NUMBERS.contains(to) ? value + "::" + to : value + "::text::" + to;
    }
}
