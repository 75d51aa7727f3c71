package io.weir.graph.supergraph;

import graphql.language.Type;
import org.jspecify.annotations.Nullable;

/**
 * What one subgraph says of a field.
 *
 * @param external whether it is there but cannot be asked for, except where a path provides it ({@code @external}, and
 *     what was overridden but is still used)
 * @param requires what must be sent in the representation; null when nothing
 * @param provides what can be asked for below this field though it is external elsewhere; null when nothing
 * @param type the field's type in this subgraph, which may be narrower than the merged one
 */
@SuppressWarnings("rawtypes") // as graphql-java declares it
public record FieldInSubgraph(
        boolean external,
        @Nullable FieldSet requires,
        @Nullable FieldSet provides,
        Type type) {}
