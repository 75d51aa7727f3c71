package io.weir.model.table;

import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.References;
import io.weir.graph.model.StateMachine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tables and columns are called. Models live in the schema {@code weir_model}, in tables and columns of their own
 * names, quoted: {@code weir_model."Order"."createdAt"}.
 */
public final class Tables {

    /** The schema of all models. */
    public static final String SCHEMA = "weir_model";

    /** Bytes of a name; names of GraphQL are ASCII. */
    private static final int LONGEST = 63;

    private static final int DIGEST_DIGITS = 16;

    private Tables() {}

    /** A model's table. */
    public static String table(Model model) {
        return SCHEMA + "." + quoted(model.name());
    }

    /**
     * The table of the pairs of a list that has no inverse: columns {@code owner}, {@code target} and {@code place}. The
     * first two are its key: no row is twice in a list. Pairs go with either of their rows.
     */
    public static String pairs(Model model, References list) {
        return SCHEMA + "." + quoted(model.name() + "." + list.field());
    }

    /** A column, {@code "createdAt"}. */
    public static String column(String field) {
        return quoted(field);
    }

    /**
     * The column that says since when a row is in the state it is in; only where a state machine has timeouts. The store
     * itself keeps it, whoever changes the state.
     */
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

    /**
     * The constraint that no two rows have the same value in a field, {@code Order.number.unique}, not quoted; of the field
     * {@code id} it is the primary key.
     */
    public static String unique(Model model, String field) {
        return fitted(model.name() + "." + field + ".unique");
    }

    /**
     * The constraint that what a field refers to is there, {@code Order.customer.foreign}, not quoted; of a list of pairs it
     * is that of {@code target}.
     */
    public static String foreign(Model model, String field) {
        return fitted(model.name() + "." + field + ".foreign");
    }

    /** The constraint that a field has one of its enum's values, {@code Order.state.check}, not quoted. */
    public static String check(Model model, String field) {
        return fitted(model.name() + "." + field + ".check");
    }

    /** A name as statements have it. */
    public static String quoted(String name) {
        return '"' + fitted(name).replace("\"", "\"\"") + '"';
    }

    /** A name that PostgreSQL would cut ends with a digest of what is cut, so that two of them stay two. */
    static String fitted(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST - DIGEST_DIGITS - 1) + "~"
                        + digest(name).substring(0, DIGEST_DIGITS);
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java runtime has it
        }
    }
}
