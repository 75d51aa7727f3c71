package io.weir.plan;

import graphql.language.Field;
import graphql.schema.GraphQLFieldDefinition;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import io.weir.plan.demand.WorkLimit;
import io.weir.plan.routing.FetchDraft;
import io.weir.plan.routing.Payload;
import io.weir.plan.routing.Routing;
import io.weir.plan.routing.SelectionDraft;
import java.util.List;
import java.util.Optional;

/** Plans root fields whose values come from Weir's own sources. For the fetches of one operation. */
final class SourceFetches {

    private final Graph graph;
    private final Routing routing;
    private final FetchGraphs graphs;
    private final VariantCache<Optional<SourceCompletions.Variant>> variants;

    SourceFetches(
            Graph graph,
            Routing routing,
            FetchGraphs graphs,
            VariantCache<Optional<SourceCompletions.Variant>> variants) {
        this.graph = graph;
        this.routing = routing;
        this.graphs = graphs;
        this.variants = variants;
    }

    /**
     * One root field.
     *
     * @param field with its arguments
     * @param value what its value is held against
     * @param demand where its value stands, and what is asked of it
     * @param limit what planning may cost
     */
    SourceFetch plan(
            RootSource source,
            GraphQLFieldDefinition definition,
            Field field,
            ValueProjection value,
            Demand demand,
            WorkLimit limit)
            throws RequestErrors {
        FieldArguments arguments = new FieldArguments(graph.schema(), definition, field);
        String key = demand.key();
        Demands demands = demand.below();
        if (demands == null) {
            return new SourceFetch(
                    field.getName(), key, source, arguments, value, Optional.empty(), SourceFetch.Completions.NONE);
        }
        Subgraph local = graph.supergraph().subgraphs().stream()
                .filter(Subgraph::local)
                .findFirst()
                .orElseThrow();
        SourceCompletions.Variant complete = variant(demands, local, key, Payload.AS_DECLARED, limit);
        SourceCompletions completions = new SourceCompletions(
                complete,
                payload -> orAsDeclared(variant(demands, local, key, payload, new WorkLimit()), complete),
                variants);
        return new SourceFetch(
                field.getName(),
                key,
                source,
                arguments,
                value,
                complete.substitutes().byInterface().isEmpty() ? Optional.empty() : Optional.of(demands.type()),
                completions);
    }

    private SourceCompletions.Variant variant(
            Demands demands, Subgraph local, String key, Payload payload, WorkLimit limit) {
        List<FetchDraft> drafts = routing.payload(demands, local, key, payload, limit);
        SelectionDraft read = drafts.get(0).selection();
        Substitutes substitutes = new SubstituteReader(routing, local).of(read);
        boolean asItIs = drafts.size() == 1 && substitutes.none() && PayloadShapes.plain(read);
        Optional<PayloadShape> shape =
                asItIs ? Optional.empty() : Optional.of(new PayloadShapes(routing.possibleTypes()).of(read));
        return new SourceCompletions.Variant(new PayloadPlan(shape, graphs.build(drafts, false, limit)), substitutes);
    }

    /** Where some objects have what others lack, theirs stays when nothing comes for it. */
    private static SourceCompletions.Variant orAsDeclared(
            SourceCompletions.Variant lacking, SourceCompletions.Variant complete) {
        Optional<PayloadShape> shape = lacking.plan()
                .shape()
                .flatMap(own -> complete.plan().shape().map(declared -> PayloadShapes.union(own, declared)));
        return new SourceCompletions.Variant(
                new PayloadPlan(shape, lacking.plan().fetches()), lacking.substitutes());
    }
}
