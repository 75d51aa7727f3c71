package io.weir.graph.federation.composition;

import graphql.language.TypeDefinition;
import io.weir.graph.federation.Fields;
import io.weir.graph.supergraph.FieldInSubgraph;
import io.weir.graph.supergraph.SupergraphField;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.graph.supergraph.TypeInSubgraph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down who owns what, for planning. */
final class ModelBuilder {

    private final Ownership ownership;

    ModelBuilder(Ownership ownership) {
        this.ownership = ownership;
    }

    /** The composite types by name. */
    Map<String, SupergraphType> build(Iterable<TypeParts> types, Map<String, TypeDefinition<?>> merged) {
        Map<String, SupergraphType> built = new HashMap<>();
        for (TypeParts parts : types) {
            if (parts.kind().composite()) {
                built.put(parts.name(), type(parts, merged.get(parts.name())));
            }
        }
        return built;
    }

    private SupergraphType type(TypeParts parts, @Nullable TypeDefinition<?> merged) {
        Map<Integer, TypeInSubgraph> bySubgraph = new LinkedHashMap<>();
        for (SubgraphIndex subgraph : parts.subgraphs()) {
            bySubgraph.put(
                    subgraph.subgraph().id(),
                    new TypeInSubgraph(
                            ownership.keys(parts.name(), subgraph),
                            subgraph.interfaceObject(parts.name()),
                            subgraph.possible(parts.name())));
        }
        Map<String, SupergraphField> fields = new LinkedHashMap<>();
        Fields.of(merged).forEach(field -> fields.put(field.getName(), field(parts.name(), field.getName())));
        return new SupergraphType(parts.name(), bySubgraph, fields);
    }

    private SupergraphField field(String type, String name) {
        Map<Integer, FieldInSubgraph> bySubgraph = new LinkedHashMap<>();
        for (FieldPart part : ownership.fields(type).getOrDefault(name, List.of())) {
            bySubgraph.put(
                    part.index().subgraph().id(),
                    new FieldInSubgraph(
                            part.external(),
                            part.requires(),
                            part.provides(),
                            part.definition().getType()));
        }
        return new SupergraphField(name, bySubgraph);
    }
}
