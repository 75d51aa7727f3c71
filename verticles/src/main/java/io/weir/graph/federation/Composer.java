package io.weir.graph.federation;

import graphql.language.Definition;
import graphql.language.TypeDefinition;
import graphql.schema.GraphQLSchema;
import io.weir.config.Problem;
import io.weir.graph.sdl.SchemaBuilder;
import io.weir.graph.supergraph.Supergraph;
import io.weir.graph.supergraph.SupergraphType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges the schemas of subgraphs into one supergraph, after Federation 2's rules of composition. Conflicts are problems
 * that name every place involved.
 */
public final class Composer {

    private final List<SubgraphIndex> subgraphs = new ArrayList<>();
    private final List<Problem> problems;

    private Composer(List<SubgraphSchema> schemas, List<Problem> problems) {
        this.problems = problems;
        for (SubgraphSchema schema : schemas) {
            subgraphs.add(new SubgraphIndex(subgraphs.size(), schema));
        }
    }

    /**
     * Merges subgraphs.
     *
     * @param schemas at most 64, each with a name of its own; at least one has a Query
     * @param problems takes what is wrong
     * @return empty when problems were added
     */
    public static Optional<Composition> compose(List<SubgraphSchema> schemas, List<Problem> problems) {
        int before = problems.size();
        Optional<Composition> composition = new Composer(schemas, problems).compose();
        return problems.size() > before ? Optional.empty() : composition;
    }

    private Optional<Composition> compose() {
        Collection<TypeParts> types = TypeParts.of(subgraphs, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Ownership ownership = Ownership.of(subgraphs, problems);
        TypeMerger merger = new TypeMerger(ownership, new SuperTypes(subgraphs), problems);
        Map<String, TypeDefinition<?>> merged = new LinkedHashMap<>();
        types.forEach(parts -> merged.put(parts.name(), merger.merge(parts)));
        InterfaceObjects.inherit(merged, subgraphs);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        List<Definition<?>> definitions = new ArrayList<>(merged.values());
        GraphQLSchema schema = SchemaBuilder.build(definitions, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Map<String, SupergraphType> model = new ModelBuilder(ownership).build(types, merged);
        Supergraph supergraph =
                new Supergraph(subgraphs.stream().map(SubgraphIndex::subgraph).toList(), schema, model);
        return Optional.of(new Composition(supergraph, schema));
    }
}
