package io.weir.model;

import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import io.weir.model.table.Tables;
import io.weir.model.table.Values;
import io.weir.testing.PostgresDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of models in a test's database, and rows for them. */
public final class TestRows {

    private final PostgresDatabase database;

    private TestRows(PostgresDatabase database) {
        this.database = database;
    }

    /** Makes empty tables, where there are none. */
    public static TestRows create(PostgresDatabase database, Models models) {
        TestRows rows = new TestRows(database);
        database.update("create schema if not exists " + Tables.SCHEMA);
        models.all().values().forEach(rows::create);
        models.all().values().forEach(rows::createPairs);
        return rows;
    }

    private void create(Model model) {
        List<String> columns = new ArrayList<>();
        Stream.concat(Model.common(), model.columns().stream())
                .forEach(column ->
                        columns.add(Tables.column(column.field()) + " " + type(column.type(), column.list())));
        model.references()
                .forEach(reference -> columns.add(Tables.column(reference.field()) + " " + type(ColumnType.ID, false)));
        columns.add("primary key (id)");
        database.update("create table %s (%s)".formatted(Tables.table(model), String.join(", ", columns)));
    }

    private void createPairs(Model model) {
        for (References list : model.lists()) {
            if (list.inverse().isEmpty()) {
                database.update(
                        "create table %s (owner text collate \"C\", target text collate \"C\", place integer, primary key (owner, target))"
                                .formatted(Tables.pairs(model, list)));
            }
        }
    }

    private static String type(ColumnType type, boolean list) {
        String name = Tables.type(type, list);
        return name.startsWith("text") ? name + " collate \"C\"" : name;
    }

    /**
     * Adds a row.
     *
     * @param values by field, as JSON; references as ids
     */
    public void insert(Model model, Map<String, @Nullable Object> values) {
        List<Column> columns = Stream.concat(
                        Stream.concat(Model.common(), model.columns().stream()),
                        model.references().stream().map(TestRows::column))
                .filter(column -> values.get(column.field()) != null)
                .toList();
        String names =
                columns.stream().map(column -> Tables.column(column.field())).collect(Collectors.joining(", "));
        String literals = columns.stream()
                .map(column -> literal(column, values.get(column.field())))
                .collect(Collectors.joining(", "));
        database.update("insert into %s (%s) values (%s)".formatted(Tables.table(model), names, literals));
    }

    private static Column column(Reference reference) {
        return new Column(reference.field(), ColumnType.ID, "ID", false, false, false, Optional.empty());
    }

    private static String literal(Column column, Object value) {
        String text = column.list()
                ? ((Collection<?>) value)
                        .stream()
                                .map(each -> quoted(Values.text(column.field(), column.type(), each)))
                                .collect(Collectors.joining(", ", "array[", "]"))
                : quoted(Values.text(column.field(), column.type(), value));
        return text + "::" + Tables.type(column.type(), column.list());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Makes the rows of a list that is kept in pairs. */
    public void pair(Model model, String field, String owner, List<String> targets) {
        References list = model.lists().stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .orElseThrow();
        for (int place = 0; place < targets.size(); place++) {
            database.update("insert into %s values (%s, %s, %d)"
                    .formatted(Tables.pairs(model, list), quoted(owner), quoted(targets.get(place)), place));
        }
    }
}
