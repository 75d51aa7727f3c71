package io.weir.model.table;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A column, as it is or as it should be.
 *
 * @param type the store's, as {@link Tables#type} has it
 * @param required whether it is never null
 * @param initial an expression for rows that say nothing
 * @param values the only ones it may have, or each element of it; empty where all are good
 * @param link whose id it is
 */
record ColumnShape(String type, boolean required, Optional<String> initial, Set<String> values, Optional<Link> link) {

    /**
     * A foreign key.
     *
     * @param name what the store calls it
     * @param table whose row there must be
     * @param cascade whether this row goes with that one; else that one must stay
     */
    record Link(String name, String table, boolean cascade) {}

    /** Sorts the values: their order means nothing. */
    ColumnShape {
        values = new TreeSet<>(values);
    }

    /** A column with nothing special. */
    static ColumnShape plain(String type, boolean required) {
        return new ColumnShape(type, required, Optional.empty(), Set.of(), Optional.empty());
    }

    /** This, with a foreign key. */
    ColumnShape to(Link other) {
        return new ColumnShape(type, required, initial, values, Optional.of(other));
    }

    /** This, with an expression for rows that say nothing. */
    ColumnShape initially(String expression) {
        return new ColumnShape(type, required, Optional.of(expression), values, link);
    }
}
