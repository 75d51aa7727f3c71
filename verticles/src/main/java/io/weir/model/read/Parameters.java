package io.weir.model.read;

import io.vertx.sqlclient.Tuple;
import io.weir.graph.model.ColumnType;
import io.weir.model.table.Tables;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of one statement, and the expressions that stand for them in its text. All go as text, which the statement
 * casts, so that no value can be anything else than what the text says.
 */
final class Parameters {

    private final List<Object> values = new ArrayList<>();

    /** A value of a column. */
    String add(ColumnType type, String value) {
        values.add(value);
        return "$" + values.size() + "::text::" + Tables.type(type, false);
    }

    /** Several values as one array. */
    String add(ColumnType type, List<String> several) {
        values.add(several.toArray(new String[0]));
        return "$" + values.size() + "::text[]::" + Tables.type(type, true);
    }

    /** How many of something. */
    String add(long count) {
        values.add(count);
        return "$" + values.size() + "::bigint";
    }

    Tuple tuple() {
        return Tuple.tuple(values);
    }
}
