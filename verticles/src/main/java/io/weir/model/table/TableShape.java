package io.weir.model.table;

import io.weir.graph.model.Model;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table, as it is or as it should be. What is the same has the same shape.
 *
 * @param name not quoted: {@code Order}, or {@code Order.items} for pairs
 * @param columns by name, in their order
 * @param key the columns of the primary key
 * @param indexes by name, without that of the key
 * @param clocks columns of which a trigger keeps since when they are what they are
 */
record TableShape(
        String name,
        Map<String, ColumnShape> columns,
        List<String> key,
        Map<String, IndexShape> indexes,
        Set<String> clocks) {

    private static final Pattern OURS = Pattern.compile(".*(\\.unique|\\.index|~[0-9a-f]{16})");

    /** Copies the collections. */
    TableShape {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        key = List.copyOf(key);
        indexes = Collections.unmodifiableMap(new LinkedHashMap<>(indexes));
        clocks = Set.copyOf(clocks);
    }

    /** What a column is called in words for operators. */
    String of(String column) {
        return name + "." + column;
    }

    /** The primary key. */
    String keyName() {
        return Tables.fitted(pairs() ? name + ".unique" : name + "." + Model.ID + ".unique");
    }

    /** Whether an index is one of ours, on a column that there is: those of operators have other names. */
    boolean ours(String index, IndexShape shape) {
        return OURS.matcher(index).matches() && columns.keySet().containsAll(shape.columns());
    }

    /** What holds a column to some values. */
    static String check(String table, String column) {
        return Tables.fitted(table + "." + column + ".check");
    }

    /** The column that a trigger keeps for another. */
    static String since(String column) {
        return Tables.fitted(column + ".since");
    }

    /** Whether a column is no field, but there for another. */
    static boolean inner(String column) {
        return column.indexOf('.') >= 0;
    }

    /** Whether it has the pairs of a list. */
    boolean pairs() {
        return inner(name);
    }
}
