package io.weir.graph.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A type that is kept in the store. Immutable. Besides what is here every model has the columns {@link #ID}, {@link
 * #CREATED_AT}, {@link #UPDATED_AT} and {@link #VERSION}, which are fields of its type too.
 *
 * @param name the type's name
 * @param singular the query of one: {@code order}
 * @param plural the query of many: {@code orders}
 * @param columns its own, in the order written
 * @param references fields that are one other model
 * @param lists fields that are many other models
 * @param machines its state machines, one for each field that has one
 */
public record Model(
        String name,
        String singular,
        String plural,
        List<Column> columns,
        List<Reference> references,
        List<References> lists,
        List<StateMachine> machines) {

    /** Text; a new row gets a UUID of version 7 unless its input names one. */
    public static final String ID = "id";
    /** When the row was made, by the store's clock. */
    public static final String CREATED_AT = "createdAt";
    /** When it was changed last; the same as {@link #CREATED_AT} at first. */
    public static final String UPDATED_AT = "updatedAt";
    /** 1 at first, and one more with each change. */
    public static final String VERSION = "version";

    /** What can happen to a row; each has a topic. */
    public enum Change {
        CREATED("created"),
        UPDATED("updated"),
        DELETED("deleted");

        private final String word;

        Change(String word) {
            this.word = word;
        }

        /** As topics have it. */
        public String word() {
            return word;
        }
    }

    /** Copies the lists. */
    public Model {
        columns = List.copyOf(columns);
        references = List.copyOf(references);
        lists = List.copyOf(lists);
        machines = List.copyOf(machines);
    }

    /** The topic of what happens to its rows. */
    public String topic(Change change) {
        return "model." + name + "." + change.word();
    }

    /** The state machine of a field. */
    public Optional<StateMachine> machine(String field) {
        return machines.stream()
                .filter(machine -> machine.field().equals(field))
                .findFirst();
    }

    /** Its own column of that name. */
    public Optional<Column> column(String field) {
        return columns.stream().filter(column -> column.field().equals(field)).findFirst();
    }

    /** The columns that every model has. */
    public static Stream<Column> common() {
        return Stream.of(
                new Column(ID, ColumnType.ID, "ID", false, true, true, Optional.empty()),
                new Column(CREATED_AT, ColumnType.DATE_TIME, "DateTime", false, true, false, Optional.empty()),
                new Column(UPDATED_AT, ColumnType.DATE_TIME, "DateTime", false, true, false, Optional.empty()),
                new Column(VERSION, ColumnType.INT, "Int", false, true, false, Optional.empty()));
    }
}
