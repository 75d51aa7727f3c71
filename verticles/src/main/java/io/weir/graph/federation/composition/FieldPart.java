package io.weir.graph.federation.composition;

import graphql.language.FieldDefinition;
import graphql.language.TypeDefinition;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.supergraph.FieldSet;
import org.jspecify.annotations.Nullable;

/**
 * A field as one subgraph declares it.
 *
 * @param external whether the subgraph cannot be asked for it by itself
 * @param requires as its directive says; null when nothing
 * @param provides as its directive says; null when nothing
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

    String name() {
        return definition.getName();
    }

    /** Whether other subgraphs may resolve it too. */
    boolean shareable() {
        TypeDefinition<?> owner = index.type(type);
        SubgraphSchema.Dialect dialect = index.schema().dialect();
        return (dialect != SubgraphSchema.Dialect.FEDERATION_2 && dialect != SubgraphSchema.Dialect.STORE)
                || Marks.has(definition, FederationDirectives.SHAREABLE)
                || (owner != null && Marks.has(owner, FederationDirectives.SHAREABLE))
                || index.keyField(type, name());
    }
}
