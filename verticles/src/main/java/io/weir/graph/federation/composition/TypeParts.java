package io.weir.graph.federation.composition;

import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.Kind;
import io.weir.graph.federation.Places;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What subgraphs declare under one type's name, in the order of the subgraphs. */
final class TypeParts {

    private final String name;
    private final List<SubgraphIndex> subgraphs = new ArrayList<>();
    private final List<TypeDefinition<?>> definitions = new ArrayList<>();

    private TypeParts(String name) {
        this.name = name;
    }

    /** All types of all subgraphs; a problem for each name that stands for different kinds. */
    static Collection<TypeParts> of(List<SubgraphIndex> subgraphs, List<Problem> problems) {
        Map<String, TypeParts> byName = new LinkedHashMap<>();
        for (SubgraphIndex subgraph : subgraphs) {
            subgraph.schema()
                    .types()
                    .forEach((name, definition) ->
                            byName.computeIfAbsent(name, TypeParts::new).add(subgraph, definition));
        }
        byName.values().forEach(parts -> parts.checkKinds(problems));
        return byName.values();
    }

    String name() {
        return name;
    }

    /** An interface object is an interface. */
    Kind kind() {
        return kind(0);
    }

    TypeDefinition<?> first() {
        return definitions.get(0);
    }

    List<TypeDefinition<?>> definitions() {
        return definitions;
    }

    /** Each at the position of its definition. */
    List<SubgraphIndex> subgraphs() {
        return subgraphs;
    }

    private void add(SubgraphIndex subgraph, TypeDefinition<?> definition) {
        subgraphs.add(subgraph);
        definitions.add(definition);
    }

    private Kind kind(int part) {
        return subgraphs.get(part).interfaceObject(name) ? Kind.INTERFACE : Kind.of(definitions.get(part));
    }

    private void checkKinds(List<Problem> problems) {
        for (int i = 1; i < definitions.size(); i++) {
            if (kind(i) != kind()) {
                problems.add(Places.problem(
                        List.of(first(), definitions.get(i)),
                        "%s is %s in %s and %s in %s; rename one of them"
                                .formatted(
                                        name,
                                        kind(),
                                        subgraphs.get(0).name(),
                                        kind(i),
                                        subgraphs.get(i).name())));
                return;
            }
        }
    }
}
