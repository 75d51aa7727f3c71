package io.weir.model.table;

import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row as JSON, made by the store: every column by its field, references as {@code {"__typename", "id"}} or null, lists of
 * references not at all. What queries answer from, and what events carry as {@code before} and {@code after}.
 */
public final class Image {

    /** RFC 3339 with microseconds, in UTC. */
    private static final String DATE_TIME = "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    /** Nothing aggregated is null, which would make an empty list no list. */
    private static final String LIST = "case when %s is not null then coalesce((select jsonb_agg(%s order by element.n)"
            + " from unnest(%s) with ordinality as element (v, n)), '[]') end";

    /** A function takes 100 arguments. */
    private static final int PAIRS = 48;

    private Image() {}

    /**
     * An expression of type {@code jsonb} for one row, in parentheses.
     *
     * @param row the alias of the model's table in the statement
     */
    public static String of(Model model, String row) {
        List<String> pairs = new ArrayList<>();
        Stream.concat(Model.common(), model.columns().stream())
                .forEach(column -> pairs.add("'%s', %s".formatted(column.field(), value(column, row))));
        model.references()
                .forEach(reference -> pairs.add("'%s', %s".formatted(reference.field(), value(reference, row))));
        List<String> objects = new ArrayList<>();
        for (int from = 0; from < pairs.size(); from += PAIRS) {
            objects.add("jsonb_build_object("
                    + String.join(", ", pairs.subList(from, Math.min(from + PAIRS, pairs.size()))) + ")");
        }
        return "(" + String.join(" || ", objects) + ")";
    }

    /** An expression of a point in time, as images have it. */
    public static String time(String expression) {
        return DATE_TIME.formatted(expression);
    }

    private static String value(Column column, String row) {
        String name = row + "." + Tables.column(column.field());
        if (column.list()) {
            return column.type() == ColumnType.DATE_TIME || column.type() == ColumnType.DECIMAL
                    ? LIST.formatted(name, scalar(column.type(), "element.v"), name)
                    : "to_jsonb(" + name + ")";
        }
        return scalar(column.type(), name);
    }

    private static String scalar(ColumnType type, String name) {
        return switch (type) {
            case DATE_TIME -> DATE_TIME.formatted(name);
            case DECIMAL, DATE -> name + "::text";
            default -> name;
        };
    }

    private static String value(Reference reference, String row) {
        String name = row + "." + Tables.column(reference.field());
        return "case when %s is not null then jsonb_build_object('__typename', '%s', 'id', %s) end"
                .formatted(name, reference.target(), name);
    }
}
