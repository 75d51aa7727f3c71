package io.weir.model.table;

import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.References;
import io.weir.graph.model.StateMachine;

/**
 * What tables and columns are called. Models live in the schema {@code weir_model}, in tables and columns of their own
 * names, quoted: {@code weir_model."Order"."createdAt"}.
 */
public final class Tables {

    /** The schema of all models. */
    public static final String SCHEMA = "weir_model";

    private Tables() {}

    /** A model's table. */
    public static String table(Model model) {
        return SCHEMA + "." + quoted(model.name());
    }

    /** The table of the pairs of a list that has no inverse: columns {@code owner}, {@code target} and {@code place}. */
    public static String pairs(Model model, References list) {
        return SCHEMA + "." + quoted(model.name() + "." + list.field());
    }

    /** A column, {@code "createdAt"}. */
    public static String column(String field) {
        return quoted(field);
    }

    /** The column that says since when a row is in the state it is in; only where a state machine has timeouts. */
    public static String since(StateMachine machine) {
        return quoted(machine.field() + ".since");
    }

    /** A column's type. */
    public static String type(ColumnType type, boolean list) {
        String one = switch (type) {
            case ID, STRING, ENUM -> "text";
            case INT -> "integer";
            case FLOAT -> "double precision";
            case BOOLEAN -> "boolean";
            case DECIMAL -> "numeric";
            case DATE_TIME -> "timestamptz";
            case DATE -> "date";
            case JSON -> "jsonb";
        };
        return list ? one + "[]" : one;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
