package io.weir.graph.federation;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.supergraph.EntityKey;
import io.weir.graph.supergraph.FieldSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who declares each type and field, and who resolves it. */
final class Ownership {

    private final List<SubgraphIndex> subgraphs;
    private final Map<String, Map<String, List<FieldPart>>> fields = new LinkedHashMap<>();
    private final Map<String, Map<Integer, List<EntityKey>>> keys = new LinkedHashMap<>();

    private Ownership(List<SubgraphIndex> subgraphs) {
        this.subgraphs = subgraphs;
    }

    static Ownership of(List<SubgraphIndex> subgraphs, List<Problem> problems) {
        Ownership ownership = new Ownership(subgraphs);
        for (SubgraphIndex subgraph : subgraphs) {
            FieldSetReader reader = new FieldSetReader(subgraph, problems);
            for (TypeDefinition<?> type : subgraph.schema().types().values()) {
                ownership.readKeys(subgraph, type, reader);
                subgraph.fields(type.getName())
                        .values()
                        .forEach(field -> ownership.readField(subgraph, type, field, reader));
            }
        }
        return ownership;
    }

    /** The fields of an object or interface by name, each as its subgraphs declare it. */
    Map<String, List<FieldPart>> fields(String type) {
        return fields.getOrDefault(type, Map.of());
    }

    /** The keys of a type in one subgraph, in the order written. */
    List<EntityKey> keys(String type, SubgraphIndex subgraph) {
        return keys.getOrDefault(type, Map.of())
                .getOrDefault(subgraph.subgraph().id(), List.of());
    }

    private void readKeys(SubgraphIndex subgraph, TypeDefinition<?> type, FieldSetReader reader) {
        List<EntityKey> read = new ArrayList<>();
        for (Object element : type.getDirectives()) {
            Directive directive = (Directive) element;
            if (directive.getName().equals(FederationDirectives.KEY)) {
                boolean resolvable = !subgraph.local()
                                && Sdl.argument(directive, "resolvable").isEmpty()
                        || Sdl.flag(directive, "resolvable");
                reader.read(directive, type.getName())
                        .ifPresent(fieldSet -> read.add(new EntityKey(fieldSet, resolvable && !subgraph.local())));
            }
        }
        if (!read.isEmpty()) {
            keys.computeIfAbsent(type.getName(), t -> new LinkedHashMap<>())
                    .put(subgraph.subgraph().id(), read);
        }
    }

    private void readField(
            SubgraphIndex subgraph, TypeDefinition<?> type, FieldDefinition field, FieldSetReader reader) {
        FieldPart part = new FieldPart(
                subgraph,
                type.getName(),
                field,
                Marks.has(field, FederationDirectives.EXTERNAL),
                fieldSet(field, FederationDirectives.REQUIRES, type.getName(), reader),
                fieldSet(field, FederationDirectives.PROVIDES, TypeIndex.bareName(field.getType()), reader));
        fields.computeIfAbsent(type.getName(), t -> new LinkedHashMap<>())
                .computeIfAbsent(field.getName(), f -> new ArrayList<>())
                .add(part);
    }

    private static @Nullable FieldSet fieldSet(
            FieldDefinition field, String directive, String type, FieldSetReader reader) {
        return Sdl.directive(field, directive)
                .flatMap(found -> reader.read(found, type))
                .orElse(null);
    }
}
