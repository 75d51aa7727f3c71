package io.weir.model.table;

import static io.weir.model.table.Tables.quoted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Shapes in, statements that make or change them out. */
final class Ddl {

    /** Rows are changed often: place on their page for the next version, and no long wait for the vacuum. */
    private static final String STORAGE =
            "fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05," + " autovacuum_analyze_scale_factor = 0.05";

    private Ddl() {}

    /** A table with its checks; without foreign keys, indexes and triggers. */
    static String create(TableShape table) {
        List<String> parts = new ArrayList<>();
        table.columns().forEach((name, column) -> parts.add(definition(name, column)));
        parts.add("constraint %s primary key (%s)".formatted(quoted(table.keyName()), list(table.key())));
        table.columns().forEach((name, column) -> {
            if (!column.values().isEmpty()) {
                parts.add(check(table, name, column));
            }
        });
        return "create table %s (%s) with (%s)".formatted(name(table), String.join(", ", parts), STORAGE);
    }

    static String dropTable(TableShape table) {
        return "drop table " + name(table);
    }

    static String addColumn(TableShape table, String name, ColumnShape column) {
        return alter(table, "add column " + definition(name, column));
    }

    static String dropColumn(TableShape table, String name) {
        return alter(table, "drop column " + quoted(name));
    }

    static String addCheck(TableShape table, String name, ColumnShape column) {
        return alter(table, "add " + check(table, name, column));
    }

    /** In place of one that every row passes, and that lets nothing pass which this does not: no row is looked at. */
    static String widenCheck(TableShape table, String name, ColumnShape column) {
        return alter(
                table,
                "drop constraint %s, add %s not valid"
                        .formatted(quoted(TableShape.check(table.name(), name)), check(table, name, column)));
    }

    static String addLink(TableShape table, String column, ColumnShape.Link link) {
        return alter(
                table,
                "add constraint %s foreign key (%s) references %s.%s%s"
                        .formatted(
                                quoted(link.name()),
                                quoted(column),
                                Tables.SCHEMA,
                                quoted(link.table()),
                                link.cascade() ? " on delete cascade" : ""));
    }

    static String dropCheck(TableShape table, String name) {
        return alter(table, "drop constraint " + quoted(TableShape.check(table.name(), name)));
    }

    static String dropLink(TableShape table, ColumnShape.Link link) {
        return alter(table, "drop constraint if exists " + quoted(link.name())); // perhaps for two reasons
    }

    static String require(TableShape table, String name) {
        return alter(table, "alter column %s set not null".formatted(quoted(name)));
    }

    static String fill(TableShape table, String name, String value) {
        return "update %s set %s = %s where %2$s is null".formatted(name(table), quoted(name), value);
    }

    static String loosen(TableShape table, String name) {
        return alter(table, "alter column %s drop not null".formatted(quoted(name)));
    }

    static String setInitial(TableShape table, String name, String expression) {
        return alter(table, "alter column %s set default %s".formatted(quoted(name), expression));
    }

    static String dropInitial(TableShape table, String name) {
        return alter(table, "alter column %s drop default".formatted(quoted(name)));
    }

    static String changeType(TableShape table, String name, ColumnShape column, String using) {
        return alter(table, "alter column %s type %s using %s".formatted(quoted(name), type(column), using));
    }

    static String index(TableShape table, String name, IndexShape index) {
        String some = index.only().isEmpty()
                ? ""
                : " where %s in (%s)".formatted(quoted(index.columns().get(0)), texts(index.only()));
        return "create %sindex %s on %s (%s)%s"
                .formatted(index.unique() ? "unique " : "", quoted(name), name(table), list(index.columns()), some);
    }

    static String dropIndex(String name) {
        return "drop index %s.%s".formatted(Tables.SCHEMA, quoted(name));
    }

    /** What keeps since when a column is what it is, whoever changes it. */
    static List<String> clock(TableShape table, String column) {
        String since = TableShape.since(column);
        String function = Tables.SCHEMA + "." + quoted(table.of(since));
        return List.of(
                "create or replace function %s() returns trigger language plpgsql as $$ begin new.%s := now(); return new; end $$"
                        .formatted(function, quoted(since)),
                ("create trigger %s before update of %s on %s for each row"
                                + " when (old.%2$s is distinct from new.%2$s) execute function %s()")
                        .formatted(quoted(since), quoted(column), name(table), function));
    }

    static List<String> dropClock(TableShape table, String column) {
        String since = TableShape.since(column);
        return List.of(
                "drop trigger %s on %s".formatted(quoted(since), name(table)),
                "drop function %s.%s()".formatted(Tables.SCHEMA, quoted(table.of(since))));
    }

    private static String definition(String name, ColumnShape column) {
        return quoted(name) + " " + type(column)
                + (column.required() ? " not null" : "")
                + column.initial().map(expression -> " default " + expression).orElse("");
    }

    /** Texts compare by their bytes, whatever the database's language is. */
    private static String type(ColumnShape column) {
        return column.type().startsWith("text") ? column.type() + " collate \"C\"" : column.type();
    }

    private static String check(TableShape table, String name, ColumnShape column) {
        String rule = column.type().endsWith("[]") ? "%s <@ array[%s]::text[]" : "%s in (%s)";
        return "constraint %s check (%s)"
                .formatted(
                        quoted(TableShape.check(table.name(), name)),
                        rule.formatted(quoted(name), texts(column.values())));
    }

    private static String alter(TableShape table, String change) {
        return "alter table " + name(table) + " " + change;
    }

    private static String name(TableShape table) {
        return Tables.SCHEMA + "." + quoted(table.name());
    }

    private static String list(Collection<String> columns) {
        return columns.stream().map(Tables::quoted).collect(Collectors.joining(", "));
    }

    private static String texts(Collection<String> values) {
        return values.stream().map(Literals::text).collect(Collectors.joining(", "));
    }
}
