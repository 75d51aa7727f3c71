package io.weir.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the value of a field is written: one node for each part of the field's type. */
public sealed interface ValueProjection {

    /** Whether null may not stand here and goes to the parent instead. */
    boolean nonNull();

    /** A scalar of the GraphQL specification, section 3.5, or a custom one. */
    enum ScalarKind {
        INT,
        FLOAT,
        STRING,
        BOOLEAN,
        ID,
        /** Any JSON, written as it came. */
        CUSTOM
    }

    /**
     * A scalar.
     *
     * @param type its name, for errors
     */
    record Scalar(ScalarKind kind, String type, boolean nonNull) implements ValueProjection {}

    /**
     * An enum.
     *
     * @param type its name, for errors
     * @param values the names it may have
     */
    record Enumeration(String type, Set<String> values, boolean nonNull) implements ValueProjection {}

    /**
     * A list.
     *
     * @param element how each element is written
     */
    record Sequence(ValueProjection element, boolean nonNull) implements ValueProjection {}

    /**
     * An object, interface or union.
     *
     * @param type the static type's name
     * @param typed whether the value must name its type
     * @param byType the selected fields for each type that the value can have
     */
    record Composite(String type, boolean typed, Map<String, List<FieldProjection>> byType, boolean nonNull)
            implements ValueProjection {}

    /** JSON that is already in the shape of the response: introspection's answer. */
    record Verbatim(boolean nonNull) implements ValueProjection {}
}
