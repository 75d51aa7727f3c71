package io.weir.graph.federation.composition;

import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.GraphQLSchema;
import io.weir.config.Problem;
import io.weir.graph.federation.ExecutableDirectives;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.ModelScalars;
import io.weir.graph.sdl.SchemaBuilder;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.Supergraph;
import io.weir.graph.supergraph.SupergraphType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges the schemas of subgraphs into one supergraph, after Federation 2's rules of composition. Conflicts are problems
 * that name every place involved.
 */
public final class Composer {

    private final List<SubgraphSchema> schemas;
    private final List<SubgraphIndex> subgraphs = new ArrayList<>();
    private final List<Problem> problems;

    private Composer(List<SubgraphSchema> schemas, List<Problem> problems) {
        this.schemas = StubKeys.complete(schemas);
        this.problems = problems;
        for (SubgraphSchema schema : this.schemas) {
            subgraphs.add(new SubgraphIndex(subgraphs.size(), schema));
        }
    }

    /**
     * Merges subgraphs.
     *
     * @param schemas at least one has a Query
     * @param problems takes what is wrong; empty so far
     * @return empty when there are problems
     */
    public static Optional<Composition> compose(List<SubgraphSchema> schemas, List<Problem> problems) {
        checkNames(schemas, problems);
        return problems.isEmpty() ? new Composer(schemas, problems).compose() : Optional.empty();
    }

    private static void checkNames(List<SubgraphSchema> schemas, List<Problem> problems) {
        Path graph = Path.of("graph");
        if (schemas.size() > Subgraph.MAX) {
            problems.add(new Problem(
                    graph, 1, 1, "has %s subgraphs; %s is the most".formatted(schemas.size(), Subgraph.MAX)));
        }
        Set<String> names = new HashSet<>();
        schemas.stream()
                .map(SubgraphSchema::name)
                .filter(name -> !names.add(name))
                .distinct()
                .forEach(name -> problems.add(new Problem(
                        graph, 1, 1, "has two subgraphs named \"%s\"; rename one of them".formatted(name))));
    }

    /** Each step needs the one before it to have found nothing. */
    private Optional<Composition> compose() {
        Collection<TypeParts> types = TypeParts.of(subgraphs, problems);
        Ownership ownership = Ownership.of(subgraphs, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Map<String, TypeDefinition<?>> merged = merge(types, ownership);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        List<DirectiveDefinition> directives = ExecutableDirectives.merge(schemas);
        GraphQLSchema schema = schema(merged.values(), directives);
        HiddenElements hidden = new HiddenElements(subgraphs);
        GraphQLSchema api = hidden.none() ? schema : schema(new ApiView(merged, hidden, problems).types(), directives);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Map<String, SupergraphType> model = new ModelBuilder(ownership).build(types, merged);
        Supergraph supergraph =
                new Supergraph(subgraphs.stream().map(SubgraphIndex::subgraph).toList(), schema, model);
        return Optional.of(new Composition(supergraph, api));
    }

    private Map<String, TypeDefinition<?>> merge(Collection<TypeParts> types, Ownership ownership) {
        SuperTypes superTypes = new SuperTypes(subgraphs);
        TypeMerger merger = new TypeMerger(ownership, new EnumUses(subgraphs), superTypes, problems);
        Map<String, TypeDefinition<?>> merged = new LinkedHashMap<>();
        types.forEach(parts -> merged.put(parts.name(), merger.merge(parts)));
        InterfaceObjects.inherit(merged, subgraphs);
        ownership.all().forEach(new SharingCheck(problems)::check);
        ownership.all().forEach(new ExternalCheck(merged, ownership, superTypes, problems)::check);
        new InterfaceCheck(merged, subgraphs, ownership, problems).check();
        return merged;
    }

    private GraphQLSchema schema(Collection<TypeDefinition<?>> types, List<DirectiveDefinition> directives) {
        List<Definition<?>> definitions = new ArrayList<>(types);
        definitions.addAll(directives);
        return SchemaBuilder.build(definitions, storedScalars(), problems);
    }

    /** Where there are models, those scalars that no service means something else by. */
    private Set<String> storedScalars() {
        if (schemas.stream().noneMatch(schema -> schema.kind() == Subgraph.Kind.STORE)) {
            return Set.of();
        }
        Set<String> stored = new HashSet<>(ModelScalars.COERCIONS.keySet());
        schemas.stream()
                .filter(schema -> schema.kind() == Subgraph.Kind.HTTP)
                .forEach(schema -> stored.removeAll(schema.types().keySet()));
        return stored;
    }
}
