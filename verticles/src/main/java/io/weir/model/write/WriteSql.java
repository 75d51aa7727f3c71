package io.weir.model.write;

import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.Model.Change;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import io.weir.graph.model.StateMachine;
import io.weir.model.table.Image;
import io.weir.model.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The three statements that change rows of one model, each of them one transaction with its event. What an input says
 * comes as one JSON object, from which PostgreSQL makes the columns, so that it is the same statement whatever fields an
 * input has.
 *
 * <p>Under READ COMMITTED a statement that waited for a row's lock sees the row as it is then, and everything else as it
 * was when the statement began. So all that is compared, and the image of before, is taken from the row that {@code
 * was} locked and never from the table again; and {@code weir.model_pairs}, a volatile function, reads pairs with a
 * snapshot of its own, once the lock is held. The number of an event is drawn from the sequence after its row was
 * written, and therefore under its lock: of one row they are in the order of its versions.
 */
final class WriteSql {

    /** When a row that is still there was changed, as its image says. */
    private static final String UPDATED_AT = "w.image -> 'updatedAt'";

    private final Model model;
    private final String table;
    private final List<Column> jsonLists;
    private final List<References> pairs;

    private WriteSql(Model model) {
        this.model = model;
        this.table = Tables.table(model);
        this.jsonLists = model.columns().stream()
                .filter(column -> column.list() && column.type() == ColumnType.JSON)
                .toList();
        this.pairs = pairs(model);
    }

    /** The lists of a model that have a table of their own: each is a parameter of its statements, in this order. */
    static List<References> pairs(Model model) {
        return model.lists().stream().filter(list -> list.inverse().isEmpty()).toList();
    }

    /** Values: the input, the depth, the ids of each list or null. A row: {@code image}. */
    static String create(Model model) {
        return new WriteSql(model).create();
    }

    /**
     * Values: the id, the input, the version that is expected or null, the depth, the ids of each list or null. A row, or
     * none where there is none: {@code refused}, the field that says no; {@code version} and {@code state} as they were
     * then; {@code image} otherwise; {@code written}.
     */
    static String update(Model model) {
        return new WriteSql(model).update();
    }

    /** Values: the id, the depth. A row, or none where there is none: {@code image}. */
    static String delete(Model model) {
        return new WriteSql(model).delete();
    }

    private String create() {
        List<String> names = new ArrayList<>(List.of("\"id\""));
        List<String> values = new ArrayList<>(List.of("(r.n).\"id\""));
        stored().forEach(field -> {
            names.add(Tables.column(field));
            values.add(wanted(field, "r"));
        });
        return """
                with r as materialized (
                  select i.input, n from (select $1::text::jsonb as input) i
                  cross join lateral jsonb_populate_record(null::%1$s, %2$s) n
                ), made as (
                  insert into %1$s as t (%3$s, "createdAt", "updatedAt", "version")
                  select %4$s, now(), now(), 1 from r
                  returning t."id", %5$s as image
                )%6$s, event as (
                  insert into weir.model_event (topic, id, depth, payload)
                  select %7$s from made w
                )
                select image::text as image from made""".formatted(
                        table,
                        scalars("i.input"),
                        String.join(", ", names),
                        String.join(", ", values),
                        Image.of(model, "t"),
                        firstPairs(),
                        event(Change.CREATED, "$2", "null::jsonb", "w.image", "'{}'::text[]", "1", UPDATED_AT));
    }

    private String update() {
        String sets = stored().map(field -> "%1$s = case when '%2$s' = any (p.changed) then %3$s else t.%1$s end, "
                        .formatted(Tables.column(field), field, wanted(field, "p")))
                .collect(Collectors.joining());
        return """
                with was as materialized (
                  select t as o from %1$s t where t."id" = $1 for no key update
                ), wanted as materialized (
                  select w.o, n, i.input, greatest(clock_timestamp(), (w.o)."updatedAt") as at
                  from was w cross join (select $2::text::jsonb as input) i
                  cross join lateral jsonb_populate_record(w.o, %2$s) n
                ), judged as materialized (
                  select w.*, case %3$s end as refused from wanted w
                ), p as materialized (
                  select w.*, case when w.refused is null then array_remove(array[%4$s]::text[], null) else '{}' end as changed
                  from judged w
                ), written as (
                  update %1$s t set %5$s"updatedAt" = p.at, "version" = t."version" + 1
                  from p where t."id" = (p.o)."id" and p.changed <> '{}'
                  returning t."id", t."version", %6$s as image, p.o, p.changed
                ), event as (
                  insert into weir.model_event (topic, id, depth, payload)
                  select %7$s from written w
                )
                select p.refused, (p.o)."version" as version, %8$s as state,
                  coalesce(w.image, %9$s)::text as image, w.id is not null as written
                from p left join written w on true""".formatted(
                table,
                scalars("i.input"),
                refusals(),
                changes(),
                sets,
                Image.of(model, "t"),
                event(Change.UPDATED, "$4", Image.of(model, "(w.o)"), "w.image", "w.changed", "w.version", UPDATED_AT),
                state(),
                Image.of(model, "(p.o)"));
    }

    private String delete() {
        return """
                with gone as (
                  delete from %s t where t."id" = $1
                  returning t."id", t."version" + 1 as version, %s as image, %s as at
                ), event as (
                  insert into weir.model_event (topic, id, depth, payload)
                  select %s from gone w
                )
                select image::text as image from gone""".formatted(
                        table,
                        Image.of(model, "t"),
                        Image.time("greatest(clock_timestamp(), t.\"updatedAt\")"),
                        event(Change.DELETED, "$2", "w.image", "null::jsonb", "'{}'::text[]", "w.version", "w.at"));
    }

    private String event(
            Change change, String depth, String before, String after, String changed, String version, String at) {
        String node = "json_build_object('__typename', '%s', 'id', w.id)".formatted(model.name());
        return """
                '%s', w.id, %s::int, convert_to(json_build_object('__typename', '%s', 'id', w.id,
                    'node', %s, 'before', %s, 'after', %s, 'changed', %s, 'version', %s, 'at', %s)::text, 'UTF8')""".formatted(
                        model.topic(change),
                        depth,
                        model.name(),
                        change == Change.DELETED ? "null::json" : node,
                        before,
                        after,
                        changed,
                        version,
                        at);
    }

    /** The field that says no, the version first. */
    private String refusals() {
        String version = "when $3::int <> (w.o).\"version\" then 'version'";
        return model.machines().stream()
                .map(machine -> " when (w.o).%1$s <> (w.n).%1$s%2$s then '%3$s'"
                        .formatted(Tables.column(machine.field()), illegal(machine), machine.field()))
                .collect(Collectors.joining("", version, ""));
    }

    private static String illegal(StateMachine machine) {
        String column = Tables.column(machine.field());
        return machine.moves().stream()
                .map(move -> "('%s', '%s')".formatted(move.from(), move.to()))
                .sorted()
                .reduce((one, other) -> one + ", " + other)
                .map(moves -> " and ((w.o).%1$s, (w.n).%1$s) not in (%2$s)".formatted(column, moves))
                .orElse("");
    }

    /** The state from which a refused move would have gone. */
    private String state() {
        if (model.machines().isEmpty()) {
            return "null::text";
        }
        return model.machines().stream()
                .map(machine -> " when '%s' then (p.o).%s".formatted(machine.field(), Tables.column(machine.field())))
                .collect(Collectors.joining("", "case p.refused", " end"));
    }

    private String changes() {
        List<String> changes = new ArrayList<>();
        model.columns().forEach(column -> changes.add(change(column.field(), compared(column))));
        model.references().forEach(reference -> changes.add(change(reference.field(), "")));
        for (int i = 0; i < pairs.size(); i++) {
            changes.add("case when weir.model_pairs('%s', $1, $%d::text[]) then '%s' end"
                    .formatted(
                            Tables.pairs(model, pairs.get(i)),
                            5 + i,
                            pairs.get(i).field()));
        }
        return changes.isEmpty() ? "null" : String.join(", ", changes);
    }

    private String change(String field, String as) {
        return "case when (w.o).%1$s%4$s is distinct from %2$s%4$s then '%3$s' end"
                .formatted(Tables.column(field), wanted(field, "w"), field, as);
    }

    /** Decimals are compared as they are written: 1.5 and 1.50 are not the same. */
    private static String compared(Column column) {
        if (column.type() != ColumnType.DECIMAL) {
            return "";
        }
        return column.list() ? "::text[]" : "::text";
    }

    /** What a column is to hold. */
    private String wanted(String field, String row) {
        return jsonLists.stream().anyMatch(list -> list.field().equals(field))
                ? jsonList(field, row)
                : "(%s.n).%s".formatted(row, Tables.column(field));
    }

    /** PostgreSQL would take lists in a list of JSON for dimensions. */
    private static String jsonList(String field, String row) {
        return """
                case when not %1$s.input ? '%2$s' then (%1$s.n).%3$s
                     when jsonb_typeof(%1$s.input -> '%2$s') = 'array'
                     then array(select e from jsonb_array_elements(%1$s.input -> '%2$s') e) end""".formatted(row, field, Tables.column(field));
    }

    private String scalars(String input) {
        return jsonLists.isEmpty()
                ? input
                : jsonLists.stream().map(Column::field).collect(Collectors.joining(",", input + " - '{", "}'::text[]"));
    }

    private String firstPairs() {
        StringBuilder inserts = new StringBuilder();
        for (int i = 0; i < pairs.size(); i++) {
            inserts.append("""
                    , pairs%1$d as (
                      insert into %2$s (owner, target, place)
                      select w.id, u.target, u.place from made w, unnest($%3$d::text[]) with ordinality as u (target, place)
                    )""".formatted(i, Tables.pairs(model, pairs.get(i)), 3 + i));
        }
        return inserts.toString();
    }

    /** The fields that have a column, {@code id} and what only the store sets excepted. */
    private Stream<String> stored() {
        return Stream.concat(
                model.columns().stream().map(Column::field),
                model.references().stream().map(Reference::field));
    }
}
