package io.weir.graph.federation.composition;

import io.weir.graph.Graph;
import io.weir.graph.supergraph.FieldInSubgraph;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.SupergraphField;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What the model says of one field, by the names of subgraphs. */
record Owners(Graph graph, SupergraphField field) {

    static Owners of(Graph graph, String type, String field) {
        return new Owners(
                graph,
                Objects.requireNonNull(
                        Objects.requireNonNull(graph.supergraph().type(type)).field(field)));
    }

    /** Those that can be asked for it. */
    List<String> resolvers() {
        return names(in -> !in.external());
    }

    /** Those that know it and cannot be asked. */
    List<String> externals() {
        return names(FieldInSubgraph::external);
    }

    FieldInSubgraph in(String subgraph) {
        return graph.supergraph().subgraphs().stream()
                .filter(s -> s.name().equals(subgraph))
                .map(s -> Objects.requireNonNull(field.in(s)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names(Predicate<FieldInSubgraph> wanted) {
        return graph.supergraph().subgraphs().stream()
                .filter(subgraph ->
                        field.in(subgraph) != null && wanted.test(Objects.requireNonNull(field.in(subgraph))))
                .map(Subgraph::name)
                .toList();
    }
}
