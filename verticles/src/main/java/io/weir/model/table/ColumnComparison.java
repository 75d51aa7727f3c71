package io.weir.model.table;

import io.weir.model.table.Comparison.SameValue;
import io.weir.model.table.Step.Draft;
import io.weir.model.table.Step.Kind;
import io.weir.model.table.Step.Turn;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The columns of one table, as they should be and as they are, in; steps out. */
final class ColumnComparison {

    private final TypeWords types;
    private final Set<String> allow;
    private final SameValue same;
    private final List<Step> steps;

    ColumnComparison(TypeWords types, Set<String> allow, SameValue same, List<Step> steps) {
        this.types = types;
        this.allow = allow;
        this.same = same;
        this.steps = steps;
    }

    void compare(TableShape table, TableShape there) throws SQLException {
        for (Map.Entry<String, ColumnShape> wanted : table.columns().entrySet()) {
            ColumnShape found = there.columns().get(wanted.getKey());
            if (found == null) {
                add(table, wanted.getKey(), wanted.getValue());
            } else {
                new OneColumn(table, wanted.getKey(), wanted.getValue(), found).compare();
            }
        }
        there.columns().forEach((name, column) -> {
            if (!table.columns().containsKey(name) && !TableShape.inner(name)) {
                leave(there, name, column);
            }
        });
    }

    private void add(TableShape table, String name, ColumnShape column) {
        Draft draft = new Draft().add(Turn.MAKE, Ddl.addColumn(table, name, column));
        if (!column.values().isEmpty()) {
            draft.add(Turn.TIGHTEN, Ddl.addCheck(table, name, column));
        }
        column.link().ifPresent(link -> draft.add(Turn.TIGHTEN, Ddl.addLink(table, name, link)));
        boolean filled = !column.required() || column.initial().isPresent();
        steps.add(
                filled
                        ? draft.is(Kind.SAFE, "add " + table.of(name))
                        : draft.is(Kind.MAY_FAIL, "require " + table.of(name)));
    }

    /** What no field names any more keeps its values; new rows have none. */
    private void leave(TableShape there, String name, ColumnShape column) {
        String words = "drop " + there.of(name);
        Draft draft = new Draft();
        if (allow.contains(words)) {
            drop(there, name, draft);
            steps.add(draft.is(Kind.LOSES, words));
            return;
        }
        column.link().ifPresent(link -> draft.add(Turn.LOOSEN, Ddl.dropLink(there, link)));
        if (column.required() && column.initial().isEmpty()) {
            draft.add(Turn.LOOSEN, Ddl.loosen(there, name));
        }
        steps.add(draft.is(Kind.KEPT, words));
    }

    private static void drop(TableShape there, String name, Draft draft) {
        if (there.clocks().contains(name)) {
            draft.add(Turn.LOOSEN, Ddl.dropClock(there, name));
            draft.add(Turn.DROP, Ddl.dropColumn(there, TableShape.since(name)));
        }
        draft.add(Turn.DROP, Ddl.dropColumn(there, name));
    }

    /** A column that stays. */
    private final class OneColumn {

        private final TableShape table;
        private final String name;
        private final ColumnShape wanted;
        private final ColumnShape found;

        OneColumn(TableShape table, String name, ColumnShape wanted, ColumnShape found) {
            this.table = table;
            this.name = name;
            this.wanted = wanted;
            this.found = found;
        }

        void compare() throws SQLException {
            if (wanted.type().equals(found.type())) {
                values();
                link();
                initial();
            } else {
                type();
            }
            required();
        }

        private void type() {
            Draft draft = new Draft();
            dropRules(draft);
            found.initial().ifPresent(old -> draft.add(Turn.LOOSEN, Ddl.dropInitial(table, name)));
            String using = Conversion.of(Tables.quoted(name), found.type(), wanted.type());
            draft.add(Turn.CHANGE, Ddl.changeType(table, name, wanted, using));
            wanted.initial().ifPresent(value -> draft.add(Turn.CHANGE, Ddl.setInitial(table, name, value)));
            addRules(draft);
            steps.add(draft.is(Kind.LOSES, change()));
        }

        private void values() {
            if (wanted.values().equals(found.values())) {
                return;
            }
            if (wanted.values().isEmpty()) {
                loosen(Ddl.dropCheck(table, name));
            } else if (found.values().isEmpty()) {
                steps.add(new Draft()
                        .add(Turn.TIGHTEN, Ddl.addCheck(table, name, wanted))
                        .is(Kind.MAY_FAIL, change()));
            } else {
                otherValues();
            }
        }

        private void otherValues() {
            Set<String> more = new TreeSet<>(wanted.values());
            more.removeAll(found.values());
            Set<String> fewer = new TreeSet<>(found.values());
            fewer.removeAll(wanted.values());
            String type = types.type(table, name);
            Draft once = new Draft();
            if (fewer.isEmpty()) {
                once.add(Turn.LOOSEN, Ddl.widenCheck(table, name, wanted));
            } else {
                once.add(Turn.LOOSEN, Ddl.dropCheck(table, name));
                once.add(Turn.TIGHTEN, Ddl.addCheck(table, name, wanted));
            }
            for (String value : fewer) {
                steps.add(once.is(Kind.MAY_FAIL, "remove " + type + "." + value));
                once = new Draft();
            }
            for (String value : more) {
                steps.add(once.is(Kind.SAFE, "add " + type + "." + value));
                once = new Draft();
            }
        }

        private void link() {
            if (wanted.link().equals(found.link())) {
                return;
            }
            if (wanted.link().isEmpty()) {
                found.link().ifPresent(link -> loosen(Ddl.dropLink(table, link)));
                return;
            }
            Draft draft = new Draft();
            found.link().ifPresent(link -> draft.add(Turn.LOOSEN, Ddl.dropLink(table, link)));
            draft.add(Turn.TIGHTEN, Ddl.addLink(table, name, wanted.link().get()));
            steps.add(draft.is(Kind.MAY_FAIL, change()));
        }

        private void initial() throws SQLException {
            if (wanted.initial().isEmpty() && found.initial().isEmpty()
                    || wanted.initial().isPresent()
                            && found.initial().isPresent()
                            && same.test(wanted.initial().get(), found.initial().get())) {
                return;
            }
            String sql = wanted.initial()
                    .map(value -> Ddl.setInitial(table, name, value))
                    .orElseGet(() -> Ddl.dropInitial(table, name));
            steps.add(new Draft().add(Turn.CHANGE, sql).is(Kind.SAFE, "default " + words()));
        }

        private void required() {
            if (!wanted.required() && found.required()) {
                loosen(Ddl.loosen(table, name));
            } else if (wanted.required() && !found.required()) {
                Draft draft = new Draft();
                wanted.initial().ifPresent(value -> draft.add(Turn.CHANGE, Ddl.fill(table, name, value)));
                draft.add(Turn.TIGHTEN, Ddl.require(table, name));
                steps.add(draft.is(Kind.MAY_FAIL, "require " + words()));
            }
        }

        private void loosen(String sql) {
            steps.add(new Draft().add(Turn.LOOSEN, sql).is(Kind.SAFE, "loosen " + words()));
        }

        private void dropRules(Draft draft) {
            if (!found.values().isEmpty()) {
                draft.add(Turn.LOOSEN, Ddl.dropCheck(table, name));
            }
            found.link().ifPresent(link -> draft.add(Turn.LOOSEN, Ddl.dropLink(table, link)));
        }

        private void addRules(Draft draft) {
            if (!wanted.values().isEmpty()) {
                draft.add(Turn.TIGHTEN, Ddl.addCheck(table, name, wanted));
            }
            wanted.link().ifPresent(link -> draft.add(Turn.TIGHTEN, Ddl.addLink(table, name, link)));
        }

        private String change() {
            return "change %s %s -> %s".formatted(words(), types.found(found), types.wanted(table, name, wanted));
        }

        /** Pairs are called after their list. */
        private String words() {
            return table.pairs() ? table.name() : table.of(name);
        }
    }
}
