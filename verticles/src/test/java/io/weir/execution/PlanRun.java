package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.EntityCall;
import io.weir.plan.EntityCall.PathStep;
import io.weir.plan.FetchGraph;
import io.weir.plan.FetchNode;
import io.weir.plan.HandMadePlan;
import io.weir.plan.KeyRenames;
import io.weir.plan.OperationPlan;
import io.weir.plan.RepresentationTemplate;
import io.weir.plan.RepresentationTemplate.Part;
import io.weir.plan.SubgraphFetch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A schema, the fetches of a plan, subgraphs that answer as told: and the response. */
final class PlanRun {

    final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    Map<String, Object> variables = Map.of();
    Set<String> extensions = Set.of();

    private final String sdl;
    private final FetchNode[] nodes;

    PlanRun(String sdl, FetchNode... nodes) {
        this.sdl = sdl;
        this.nodes = nodes;
    }

    PlanRun reply(String subgraph, String json) {
        subgraphs.reply(subgraph, json);
        return this;
    }

    /** The response; null while a subgraph does not answer. */
    io.vertx.core.Future<OperationResponse> start(String query) {
        OperationPlan plan = HandMadePlan.of(sdl, query, new FetchGraph(List.of(nodes)));
        Merged merged = new Merged();
        SubgraphFetcher fetcher = new SubgraphFetcher(
                subgraphs,
                Map.of(),
                0,
                null,
                CoercedVariables.of(variables),
                new ReplyErrors(extensions),
                Patience.NONE,
                merged);
        return Dataflow.run(plan.stages().get(0), node -> fetcher.fetch((SubgraphFetch) node))
                .map(done -> Completion.complete(plan, merged));
    }

    String run(String query) {
        return start(query).result().body().toString();
    }

    static Subgraph subgraph(String name) {
        return new Subgraph(0, name, Subgraph.Kind.HTTP, "");
    }

    static SubgraphFetch root(String subgraph, String query, String... rootKeys) {
        return new SubgraphFetch(
                subgraph(subgraph),
                false,
                query,
                List.of(),
                List.of(),
                List.of(rootKeys),
                Optional.empty(),
                new int[0]);
    }

    static SubgraphFetch entities(String subgraph, EntityCall call, int... dependsOn) {
        return new SubgraphFetch(
                subgraph(subgraph), false, "q", List.of(), List.of(call), List.of(), Optional.empty(), dependsOn);
    }

    /** Entities of type T with the key {@code id}, which fill these fields. */
    static EntityCall call(String path, String... filled) {
        return call(path, template(), Optional.empty(), filled);
    }

    static EntityCall call(
            String path, RepresentationTemplate template, Optional<KeyRenames> renames, String... filled) {
        List<PathStep> steps = Arrays.stream(path.split("\\."))
                .map(key -> new PathStep(Set.of(), key))
                .toList();
        return new EntityCall(
                "_entities", "r", steps, "T", Map.of("T", template), Map.of("T", List.of(filled)), renames);
    }

    static RepresentationTemplate template(Part... more) {
        List<Part> parts = new java.util.ArrayList<>(List.of(key("id")));
        parts.addAll(List.of(more));
        return new RepresentationTemplate("T", parts);
    }

    static Part key(String name, Part... below) {
        return new Part(Set.of(), name, name, true, List.of(below));
    }

    static Part required(String name, Part... below) {
        return new Part(Set.of(), name, name, false, List.of(below));
    }
}
