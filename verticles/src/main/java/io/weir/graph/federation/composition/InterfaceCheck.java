package io.weir.graph.federation.composition;

import graphql.language.FieldDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.Places;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.supergraph.EntityKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks the merged interfaces: their implementations have their fields, and those with keys are entities throughout. */
final class InterfaceCheck {

    private final Map<String, TypeDefinition<?>> merged;
    private final List<SubgraphIndex> subgraphs;
    private final Ownership ownership;
    private final List<Problem> problems;

    InterfaceCheck(
            Map<String, TypeDefinition<?>> merged,
            List<SubgraphIndex> subgraphs,
            Ownership ownership,
            List<Problem> problems) {
        this.merged = merged;
        this.subgraphs = subgraphs;
        this.ownership = ownership;
        this.problems = problems;
    }

    void check() {
        merged.values().forEach(this::checkFields);
        for (SubgraphIndex subgraph : subgraphs) {
            if (subgraph.schema().dialect() == SubgraphSchema.Dialect.FEDERATION_2) {
                subgraph.schema().types().values().forEach(type -> checkEntity(subgraph, type));
            }
        }
    }

    private void checkFields(TypeDefinition<?> type) {
        if (Fields.interfaces(type).isEmpty()) {
            return;
        }
        Set<String> has = Fields.of(type).stream().map(FieldDefinition::getName).collect(Collectors.toSet());
        Fields.interfaces(type).forEach(implemented -> {
            String name = TypeIndex.bareName(implemented);
            for (FieldDefinition field : Fields.of(merged.get(name))) {
                if (!has.contains(field.getName())) {
                    problems.add(Places.problem(
                            List.of(type, field),
                            "%s implements %s, whose field \"%s\" no subgraph gives it; add the field"
                                    .formatted(type.getName(), name, field.getName())));
                }
            }
        });
    }

    private void checkEntity(SubgraphIndex subgraph, TypeDefinition<?> type) {
        if (subgraph.interfaceObject(type.getName())) {
            checkInterfaceObject(subgraph, type);
        } else if (type instanceof InterfaceTypeDefinition) {
            for (EntityKey key : ownership.keys(type.getName(), subgraph)) {
                checkImplementations(subgraph, type, key);
            }
        }
    }

    private void checkInterfaceObject(SubgraphIndex subgraph, TypeDefinition<?> type) {
        if (ownership.keys(type.getName(), subgraph).isEmpty()) {
            problems.add(Sdl.problem(
                    type, "%s is an @interfaceObject without @key; add the interface's key".formatted(type.getName())));
        }
        if (subgraphs.stream().noneMatch(other -> other.type(type.getName()) instanceof InterfaceTypeDefinition)) {
            problems.add(Sdl.problem(
                    type,
                    "%s is an @interfaceObject, and no subgraph defines the interface %s with its implementations"
                            .formatted(type.getName(), type.getName())));
        }
    }

    /** Who resolves an interface by key must know every type that it can be. */
    private void checkImplementations(SubgraphIndex subgraph, TypeDefinition<?> type, EntityKey key) {
        List<String> keyless = subgraph.possible(type.getName()).stream()
                .filter(object -> ownership.keys(object, subgraph).stream()
                        .noneMatch(own -> own.fields().equals(key.fields())))
                .sorted()
                .toList();
        if (!keyless.isEmpty()) {
            problems.add(Sdl.problem(
                    type,
                    "the interface %s has @key(fields: \"%s\"), and %s in %s has not; add the key there"
                            .formatted(type.getName(), key.fields(), String.join(", ", keyless), subgraph.name())));
        }
        Set<String> missing = new TreeSet<>();
        List<TypeDefinition<?>> places = new ArrayList<>(List.of(type));
        for (SubgraphIndex other : subgraphs) {
            for (String object : other.possible(type.getName())) {
                if (!(subgraph.type(object) instanceof ObjectTypeDefinition) && missing.add(object)) {
                    places.add(merged.get(object));
                }
            }
        }
        if (key.resolvable() && !missing.isEmpty()) {
            problems.add(Places.problem(
                    places,
                    "%s resolves the interface %s by its key and does not know its implementation %s; declare it there too"
                            .formatted(subgraph.name(), type.getName(), String.join(", ", missing))));
        }
    }
}
