package io.weir.model.table;

import io.weir.graph.model.Model;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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

    /** The column of pairs that has what is listed. */
    static final String TARGET = "target";

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

    /** What an index is called; a column that begins one begins no other of the same kind. */
    static String name(String table, IndexShape index) {
        String first = table + "." + index.columns().get(0);
        if (index.unique()) {
            return Tables.fitted(first + ".unique");
        }
        return Tables.fitted(first + (index.only().isEmpty() ? ".index" : ".since.index"));
    }

    /** Whether an index is one of ours, on a column that there is: those of operators have other names. */
    boolean ours(String index) {
        return columns.keySet().stream()
                .flatMap(column -> Stream.of(".unique", ".index", ".since.index").map(end -> of(column) + end))
                .anyMatch(each -> Tables.fitted(each).equals(index));
    }

    /** What holds a column to some values. */
    String check(String column) {
        return Tables.fitted(of(column) + ".check");
    }

    /** What holds a column to rows that there are. */
    String foreign(String column) {
        return Tables.fitted((pairs() && column.equals(TARGET) ? name : of(column)) + ".foreign");
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
