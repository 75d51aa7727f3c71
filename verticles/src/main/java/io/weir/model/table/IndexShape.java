package io.weir.model.table;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An index, as it is or as it should be.
 *
 * @param columns in their order
 * @param only where it has only some rows: those whose first column is one of these; empty where it has all
 */
record IndexShape(List<String> columns, boolean unique, Set<String> only) {

    /** Sorts the values: their order means nothing. */
    IndexShape {
        columns = List.copyOf(columns);
        only = new TreeSet<>(only);
    }
}
