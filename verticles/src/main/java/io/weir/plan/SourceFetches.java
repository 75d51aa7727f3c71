package io.weir.plan;

import graphql.language.Field;
import graphql.schema.GraphQLFieldDefinition;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demands;
import io.weir.plan.demand.WorkLimit;
import io.weir.plan.routing.FetchDraft;
import io.weir.plan.routing.Payload;
import io.weir.plan.routing.Routing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans root fields whose values come from Weir's own sources. For the fetches of one operation. */
final class SourceFetches {

    private final Graph graph;
    private final Routing routing;
    private final FetchGraphs graphs;
    private final WorkLimit limit;

    SourceFetches(Graph graph, Routing routing, FetchGraphs graphs, WorkLimit limit) {
        this.graph = graph;
        this.routing = routing;
        this.graphs = graphs;
        this.limit = limit;
    }

    /**
     * One root field.
     *
     * @param demands what is asked of the value; null when it has no fields
     */
    SourceFetch plan(
            RootSource source,
            GraphQLFieldDefinition definition,
            Field field,
            FieldProjection projection,
            @Nullable Demands demands)
            throws RequestErrors {
        FieldArguments arguments = new FieldArguments(graph.schema(), definition, field);
        String key = projection.sourceKey();
        if (demands == null) {
            return new SourceFetch(
                    field.getName(),
                    key,
                    source,
                    arguments,
                    projection.value(),
                    Optional.empty(),
                    Optional.empty(),
                    SourceFetch.Completions.NONE);
        }
        Subgraph local = graph.supergraph().subgraphs().stream()
                .filter(Subgraph::local)
                .findFirst()
                .orElseThrow();
        Set<String> byInterface = routing.knownByInterface(local, demands.type());
        List<FetchDraft> drafts = routing.payload(demands, local, key, Payload.AS_DECLARED, limit);
        Map<String, Set<String>> replaceable = replaceable(local, demands);
        SourceCompletions completions = new SourceCompletions(
                demands.type(),
                byInterface,
                replaceable,
                graphs.build(drafts, false),
                payload -> graphs.build(routing.payload(demands, local, key, payload, new WorkLimit()), false));
        PayloadShapes shapes = new PayloadShapes(routing.possibleTypes());
        boolean asItIs = drafts.size() == 1
                && replaceable.isEmpty()
                && byInterface.isEmpty()
                && PayloadShapes.plain(drafts.get(0).selection());
        PayloadShape shape = shapes.of(drafts.get(0).selection());
        Set<String> mayLack = replaceable.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        for (String absent : mayLack) { // a value that lacks it must still give the key
            Payload lacking = new Payload(false, Set.of(absent));
            FetchDraft payload =
                    routing.payload(demands, local, key, lacking, limit).get(0);
            shape = PayloadShapes.union(shape, shapes.of(payload.selection()));
        }
        if (!byInterface.isEmpty()) {
            FetchDraft ofInterface = routing.payload(demands, local, key, new Payload(true, Set.of()), limit)
                    .get(0);
            shape = PayloadShapes.with(shape, byInterface, shapes.of(ofInterface.selection()));
        }
        return new SourceFetch(
                field.getName(),
                key,
                source,
                arguments,
                projection.value(),
                byInterface.isEmpty() ? Optional.empty() : Optional.of(demands.type()),
                asItIs ? Optional.empty() : Optional.of(shape),
                completions);
    }

    private Map<String, Set<String>> replaceable(Subgraph local, Demands demands) {
        Map<String, Set<String>> replaceable = new HashMap<>();
        demands.byType().forEach((type, fields) -> {
            Set<String> names = routing.replaceable(type, local, fields.values());
            if (!names.isEmpty()) {
                replaceable.put(type, names);
            }
        });
        return replaceable;
    }
}
