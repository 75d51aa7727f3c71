package io.weir.graph.supergraph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object, interface or union of the merged graph, and what each subgraph says of it. Immutable. */
public final class SupergraphType {

    private final String name;
    private final Map<Integer, TypeInSubgraph> bySubgraph;
    private final Map<String, SupergraphField> fields;
    private final long subgraphs;

    /**
     * Describes a type.
     *
     * @param bySubgraph by the subgraph's id
     * @param fields by name; empty for a union
     */
    public SupergraphType(String name, Map<Integer, TypeInSubgraph> bySubgraph, Map<String, SupergraphField> fields) {
        this.name = name;
        this.bySubgraph = Map.copyOf(bySubgraph);
        this.fields = Map.copyOf(fields);
        this.subgraphs = Bits.of(this.bySubgraph.keySet());
    }

    /** The type's name. */
    public String name() {
        return name;
    }

    /** What a subgraph says of it; null when the subgraph does not have it. */
    public @Nullable TypeInSubgraph in(Subgraph subgraph) {
        return bySubgraph.get(subgraph.id());
    }

    /** The subgraphs that have it. */
    public long subgraphs() {
        return subgraphs;
    }

    /** A field; null when it has none of that name. */
    public @Nullable SupergraphField field(String field) {
        return fields.get(field);
    }

    /** All fields by name. */
    public Map<String, SupergraphField> fields() {
        return fields;
    }

    /** Whether any subgraph gives it a key. */
    public boolean entity() {
        return bySubgraph.values().stream().anyMatch(type -> !type.keys().isEmpty());
    }
}
