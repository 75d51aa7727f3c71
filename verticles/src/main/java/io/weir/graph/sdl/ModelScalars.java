package io.weir.graph.sdl;

import graphql.schema.Coercing;
import java.util.Map;

/** The scalars of stored models: what goes in is checked, and comes out in one canonical form each. */
public final class ModelScalars {

    /** A point in time. */
    public static final String DATE_TIME = "DateTime";

    /** A day. */
    public static final String DATE = "Date";

    /** A decimal number of any precision. */
    public static final String DECIMAL = "Decimal";

    /** Any JSON value. */
    public static final String JSON = "JSON";

    /** How each is coerced. */
    public static final Map<String, Coercing<?, ?>> COERCIONS = Map.of(
            DATE_TIME, new TextScalar(CanonicalText::dateTime),
            DATE, new TextScalar(CanonicalText::date),
            DECIMAL, new TextScalar(CanonicalText::decimal),
            JSON, new JsonScalar());

    private ModelScalars() {}
}
