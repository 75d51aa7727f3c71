package io.weir.graph.federation;

import graphql.language.DirectiveDefinition;
import graphql.language.DirectiveLocation;
import io.weir.graph.supergraph.Subgraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The directives that operations may use: those which every subgraph asked over HTTP defines. */
public final class ExecutableDirectives {

    /** Where in an operation a directive can stand (GraphQL specification, section 3.13). */
    public static final Set<String> PLACES = Set.of(
            "QUERY",
            "MUTATION",
            "SUBSCRIPTION",
            "FIELD",
            "FRAGMENT_DEFINITION",
            "FRAGMENT_SPREAD",
            "INLINE_FRAGMENT",
            "VARIABLE_DEFINITION");

    private ExecutableDirectives() {}

    /** The directives that all of them define, at the places that operations have. */
    public static List<DirectiveDefinition> merge(List<SubgraphSchema> schemas) {
        List<SubgraphSchema> deciding = of(Subgraph.Kind.HTTP, schemas);
        if (deciding.isEmpty()) {
            deciding = of(Subgraph.Kind.LOCAL, schemas);
        }
        return deciding.isEmpty() ? List.of() : common(deciding);
    }

    private static List<SubgraphSchema> of(Subgraph.Kind kind, List<SubgraphSchema> schemas) {
        return schemas.stream().filter(schema -> schema.kind() == kind).toList();
    }

    private static List<DirectiveDefinition> common(List<SubgraphSchema> deciding) {
        List<DirectiveDefinition> merged = new ArrayList<>();
        deciding.get(0).directives().forEach((name, directive) -> {
            if (deciding.stream().allMatch(schema -> schema.directives().containsKey(name))) {
                merged.add(directive.transform(d -> d.directiveLocations(executable(directive))));
            }
        });
        return merged;
    }

    private static List<DirectiveLocation> executable(DirectiveDefinition directive) {
        return directive.getDirectiveLocations().stream()
                .filter(location -> PLACES.contains(location.getName()))
                .toList();
    }
}
