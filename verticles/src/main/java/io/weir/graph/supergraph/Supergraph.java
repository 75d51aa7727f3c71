package io.weir.graph.supergraph;

import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The merged graph: its subgraphs, its types, and who owns each field. Immutable. */
public final class Supergraph {

    private final List<Subgraph> subgraphs;
    private final GraphQLSchema schema;
    private final Map<String, SupergraphType> types;

    /**
     * Describes a graph.
     *
     * @param subgraphs each at the position of its id
     * @param schema every type and field, those that clients may not see included; no federation directives
     * @param types the composite types of {@code schema}, by name
     */
    public Supergraph(List<Subgraph> subgraphs, GraphQLSchema schema, Map<String, SupergraphType> types) {
        this.subgraphs = List.copyOf(subgraphs);
        this.schema = schema;
        this.types = Map.copyOf(types);
    }

    /** Each at the position of its id. */
    public List<Subgraph> subgraphs() {
        return subgraphs;
    }

    /** Every type and field, those marked {@code @inaccessible} included; root types have their conventional names. */
    public GraphQLSchema schema() {
        return schema;
    }

    /** A composite type; null when there is none of that name. */
    public @Nullable SupergraphType type(String name) {
        return types.get(name);
    }

    /** The composite types by name. */
    public Map<String, SupergraphType> types() {
        return types;
    }
}
