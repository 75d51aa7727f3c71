package io.weir.graph.federation;

import graphql.language.FieldDefinition;
import io.weir.graph.supergraph.FieldSet;
import org.jspecify.annotations.Nullable;

/**
 * A field as one subgraph declares it.
 *
 * @param external whether the subgraph cannot be asked for it by itself
 */
record FieldPart(
        SubgraphIndex index,
        String type,
        FieldDefinition definition,
        boolean external,
        @Nullable FieldSet requires,
        @Nullable FieldSet provides) {

    FieldPart asExternal() {
        return new FieldPart(index, type, definition, true, requires, provides);
    }

    /** {@code name:line:column}, for problems that name several places. */
    String place() {
        return Places.of(definition);
    }
}
