package io.weir.model.table;

import io.weir.graph.model.Models;
import io.weir.model.table.Step.Draft;
import io.weir.model.table.Step.Kind;
import io.weir.model.table.Step.Turn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables that models need and those that there are in, the steps from these to those out. */
final class Comparison {

    private final Set<String> allow;
    private final ColumnComparison columns;
    private final List<Step> steps = new ArrayList<>();

    private Comparison(Models models, Set<String> allow, SameValue same) {
        this.allow = allow;
        this.columns = new ColumnComparison(new TypeWords(models), allow, same, steps);
    }

    /** Whether two expressions have one value; the database knows. */
    interface SameValue {
        boolean test(String expression, String other) throws SQLException;
    }

    /** The steps; none where nothing is to be done. */
    static List<Step> of(Models models, Map<String, TableShape> found, Set<String> allow, SameValue same)
            throws SQLException {
        Comparison comparison = new Comparison(models, allow, same);
        Map<String, TableShape> wanted = ModelShapes.of(models);
        for (TableShape table : wanted.values()) {
            TableShape there = found.get(table.name());
            if (there == null) {
                comparison.create(table);
            } else {
                comparison.change(table, there);
            }
        }
        for (TableShape table : found.values()) {
            if (!wanted.containsKey(table.name())) {
                comparison.leave(table, found);
            }
        }
        return comparison.steps;
    }

    private void create(TableShape table) {
        Draft draft = new Draft().add(Turn.MAKE, Ddl.create(table));
        table.columns()
                .forEach((name, column) ->
                        column.link().ifPresent(link -> draft.add(Turn.TIGHTEN, Ddl.addLink(table, name, link))));
        table.indexes().forEach((name, index) -> draft.add(Turn.TIGHTEN, Ddl.index(table, name, index)));
        table.clocks().forEach(column -> draft.add(Turn.TIGHTEN, Ddl.clock(table, column)));
        steps.add(draft.is(Kind.SAFE, "add " + table.name()));
    }

    private void change(TableShape table, TableShape there) throws SQLException {
        columns.compare(table, there);
        for (String column : table.clocks()) {
            if (!there.clocks().contains(column)) {
                steps.add(new Draft()
                        .add(Turn.TIGHTEN, Ddl.clock(table, column))
                        .is(Kind.SAFE, "time " + table.of(column)));
            }
        }
        table.indexes().forEach((name, index) -> index(table, there, name, index));
        there.indexes().forEach((name, index) -> {
            if (!table.indexes().containsKey(name) && table.ours(name, index)) {
                steps.add(new Draft().add(Turn.LOOSEN, Ddl.dropIndex(name)).is(Kind.SAFE, "drop index " + name));
            }
        });
    }

    private void index(TableShape table, TableShape there, String name, IndexShape index) {
        IndexShape old = there.indexes().get(name);
        if (index.equals(old)) {
            return;
        }
        Draft draft = new Draft();
        if (old != null) {
            draft.add(Turn.LOOSEN, Ddl.dropIndex(name));
        }
        draft.add(Turn.TIGHTEN, Ddl.index(table, name, index));
        String words = table.of(index.columns().get(0));
        boolean stricter =
                index.unique() && there.columns().containsKey(index.columns().get(0));
        steps.add(stricter ? draft.is(Kind.MAY_FAIL, "unique " + words) : draft.is(Kind.SAFE, "index " + words));
    }

    /** What no model has any more keeps its rows, but holds back nothing. */
    private void leave(TableShape table, Map<String, TableShape> found) {
        String words = "drop " + table.name();
        if (allow.contains(words)) {
            steps.add(drop(table, found).is(Kind.LOSES, words));
            return;
        }
        Draft draft = new Draft();
        table.columns()
                .values()
                .forEach(column -> column.link()
                        .filter(link -> !link.cascade())
                        .ifPresent(link -> draft.add(Turn.LOOSEN, Ddl.dropLink(table, link))));
        steps.add(draft.is(Kind.KEPT, words));
    }

    private Draft drop(TableShape table, Map<String, TableShape> found) {
        Draft draft = new Draft();
        table.clocks().forEach(column -> draft.add(Turn.LOOSEN, Ddl.dropClock(table, column)));
        for (TableShape other : found.values()) {
            other.columns()
                    .values()
                    .forEach(column -> column.link()
                            .filter(link -> link.table().equals(table.name()))
                            .ifPresent(link -> draft.add(Turn.LOOSEN, Ddl.dropLink(other, link))));
        }
        return draft.add(Turn.DROP, Ddl.dropTable(table));
    }
}
