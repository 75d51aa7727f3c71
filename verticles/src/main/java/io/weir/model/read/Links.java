package io.weir.model.read;

import io.weir.graph.model.Model;
import io.weir.graph.model.References;
import io.weir.model.table.Tables;

/** How the rows of a list are found: by their reference back, or by pairs. */
final class Links {

    /** The columns of pairs. */
    private static final String OWNER = "owner";

    private static final String TARGET = "target";
    private static final String PLACE = "place";

    private Links() {}

    /** What a statement selects from: the target's table as {@code row}, and that of the pairs where there is one. */
    static String from(Model owner, References list, Model target, String row) {
        String rows = Tables.table(target) + " " + row;
        return list.inverse().isPresent()
                ? rows
                : "%s %s join %s on %s.%s = %s.%s"
                        .formatted(
                                Tables.pairs(owner, list),
                                pairs(row),
                                rows,
                                row,
                                Tables.column(Model.ID),
                                pairs(row),
                                Tables.column(TARGET));
    }

    /** That a row belongs to an owner. */
    static String owned(References list, String row, String owner) {
        return list.inverse()
                .map(reference -> row + "." + Tables.column(reference) + " = " + owner)
                .orElseGet(() -> pairs(row) + "." + Tables.column(OWNER) + " = " + owner);
    }

    /** What comes first where the client does not say: what was given first, or made first. */
    static String order(References list, String row) {
        return list.inverse().isPresent()
                ? row + "." + Tables.column(Model.ID)
                : pairs(row) + "." + Tables.column(PLACE);
    }

    private static String pairs(String row) {
        return row + "_pair";
    }
}
