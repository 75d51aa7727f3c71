package io.weir.graph.federation.join;

import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.EnumTypeDefinition;
import graphql.language.SDLExtensionDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.ExecutableDirectives;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.Sdl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a composed supergraph apart ({@code join} v0.3 to v0.5): one schema for each graph it lists, with the directives
 * that its subgraph must have had. Whoever composed it checked the rules of sharing, so {@code @shareable} and {@code
 * @override} do not come back.
 */
public final class SupergraphReader {

    private final List<Definition<?>> definitions;
    private final Features features;
    private final JoinNames join;
    private final List<Problem> problems;

    private SupergraphReader(
            List<Definition<?>> definitions, Features features, JoinNames join, List<Problem> problems) {
        this.definitions = definitions;
        this.features = features;
        this.join = join;
        this.problems = problems;
    }

    /**
     * The subgraphs of a supergraph, in its order; unusable when problems were added.
     *
     * @param definitions what the supergraph's file holds; at least one
     */
    public static List<SubgraphSchema> read(List<Definition<?>> definitions, List<Problem> problems) {
        Features features = Features.of(definitions);
        Optional<JoinNames> join = features.join(definitions.get(0), problems);
        return join.map(names -> new SupergraphReader(definitions, features, names, problems).read())
                .orElse(List.of());
    }

    private List<SubgraphSchema> read() {
        int before = problems.size();
        new UnservedCheck(features, join, problems).check(definitions);
        List<TypeDefinition<?>> types = types();
        List<JoinGraph> graphs = graphs();
        new JoinCheck(join, graphs, problems).check(types);
        if (problems.size() > before) {
            return List.of();
        }
        CarriedDirectives carried = new CarriedDirectives(features);
        return graphs.stream()
                .map(graph -> schema(graph, types, new GraphPart(graph, join, carried)))
                .toList();
    }

    private SubgraphSchema schema(JoinGraph graph, List<TypeDefinition<?>> types, GraphPart part) {
        Map<String, TypeDefinition<?>> declared = new LinkedHashMap<>();
        types.forEach(type -> part.of(type).ifPresent(found -> declared.put(type.getName(), found)));
        return new SubgraphSchema(
                graph.name(), graph.url(), SubgraphSchema.Dialect.COMPOSED, declared, executableDirectives());
    }

    private List<JoinGraph> graphs() {
        return definitions.stream()
                .filter(EnumTypeDefinition.class::isInstance)
                .map(EnumTypeDefinition.class::cast)
                .filter(type -> type.getName().equals(join.graphs()))
                .findFirst()
                .map(graphs -> JoinGraph.read(graphs, join, problems))
                .orElseGet(() -> {
                    problems.add(Sdl.problem(
                            definitions.get(0),
                            "the supergraph lists no subgraphs: it has no enum %s; compose it again"
                                    .formatted(join.graphs())));
                    return List.of();
                });
    }

    /** The types of the graph itself, not those of the specifications that the supergraph follows. */
    private List<TypeDefinition<?>> types() {
        List<TypeDefinition<?>> types = new ArrayList<>();
        for (Definition<?> definition : definitions) {
            if (definition instanceof SDLExtensionDefinition) {
                problems.add(Sdl.problem(
                        definition, "a composed supergraph extends nothing; what belongs to it goes to a subgraph"));
            } else if (definition instanceof TypeDefinition<?> type
                    && (type.hasDirective(join.type()) || !features.own(type.getName()))) {
                types.add(type);
            }
        }
        return types;
    }

    private Map<String, DirectiveDefinition> executableDirectives() {
        Map<String, DirectiveDefinition> executable = new LinkedHashMap<>();
        for (Definition<?> definition : definitions) {
            if (definition instanceof DirectiveDefinition directive
                    && !features.own(directive.getName())
                    && directive.getDirectiveLocations().stream()
                            .anyMatch(place -> ExecutableDirectives.PLACES.contains(place.getName()))) {
                executable.put(directive.getName(), directive);
            }
        }
        return executable;
    }
}
