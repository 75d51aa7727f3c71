package io.weir.plan;

import graphql.language.Document;
import io.weir.graph.RootSource;

/** One root field of an operation: where its value comes from and how it is written. */
public sealed interface RootStep {

    /** How the field is written. */
    FieldProjection projection();

    /**
     * The field has a source.
     *
     * @param source where the value comes from
     * @param arguments the field's arguments
     */
    record Fetch(FieldProjection projection, RootSource source, FieldArguments arguments) implements RootStep {}

    /** {@code __typename} of a root type: known without a source. */
    record Typename(FieldProjection projection) implements RootStep {}

    /**
     * {@code __schema} or {@code __type}: graphql-java answers.
     *
     * @param document an operation that selects this field only
     */
    record Introspection(FieldProjection projection, Document document) implements RootStep {}
}
