package io.weir.graph.supergraph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of a composite type, and what each subgraph says of it. Immutable. */
public final class SupergraphField {

    private final String name;
    private final Map<Integer, FieldInSubgraph> bySubgraph;
    private final long subgraphs;

    /**
     * Describes a field.
     *
     * @param bySubgraph by the subgraph's id; empty for a field that only an interface object gives to this type
     */
    public SupergraphField(String name, Map<Integer, FieldInSubgraph> bySubgraph) {
        this.name = name;
        this.bySubgraph = Map.copyOf(bySubgraph);
        this.subgraphs = Bits.of(this.bySubgraph.keySet());
    }

    /** The field's name. */
    public String name() {
        return name;
    }

    /** What a subgraph says of it; null when the subgraph does not have it. */
    public @Nullable FieldInSubgraph in(Subgraph subgraph) {
        return bySubgraph.get(subgraph.id());
    }

    /** The subgraphs that have it, external ones included. */
    public long subgraphs() {
        return subgraphs;
    }

    /** Whether this type has it only through an interface that is an interface object in some subgraph. */
    public boolean inherited() {
        return bySubgraph.isEmpty();
    }
}
