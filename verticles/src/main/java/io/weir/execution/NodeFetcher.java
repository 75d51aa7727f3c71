package io.weir.execution;

import graphql.execution.CoercedVariables;
import graphql.language.OperationDefinition.Operation;
import io.vertx.core.Future;
import io.weir.graph.RootSource;
import io.weir.plan.FetchGraph;
import io.weir.plan.FetchNode;
import io.weir.plan.IntrospectionFetch;
import io.weir.plan.OperationPlan;
import io.weir.plan.PayloadPlan;
import io.weir.plan.QueryFetch;
import io.weir.plan.SourceFetch;
import io.weir.plan.SubgraphFetch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does what the nodes of one plan say, for one execution of it. Belongs to one Vert.x context. */
final class NodeFetcher {

    private final RootScope scope;
    private final RootFetcher sources;
    private final SubgraphFetcher subgraphs;
    private final Runnable written;
    private final Merged merged;

    /**
     * Fetches for one execution.
     *
     * @param subgraphs merges where {@code scope} says
     * @param written hears that a source has answered a mutation, or tells of one
     */
    NodeFetcher(RootScope scope, RootFetcher sources, SubgraphFetcher subgraphs, Runnable written) {
        this.scope = scope;
        this.sources = sources;
        this.subgraphs = subgraphs;
        this.written = written;
        this.merged = scope.merged();
    }

    /** Completes once all is merged; fails only by a fault of ours. */
    Future<Void> run(FetchGraph fetches) {
        return Dataflow.run(fetches, this::fetch);
    }

    /**
     * Runs a query for objects of this execution's data.
     *
     * @param values of its own variables
     * @return its root object and its errors, once all is there
     */
    Future<Merged> query(OperationPlan query, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> all = new HashMap<>(variables().toMap());
        all.putAll(values);
        CoercedVariables own = CoercedVariables.of(all);
        Merged result = new Merged();
        RootScope within = new RootScope(query, own, scope.request(), result);
        NodeFetcher fetcher = new NodeFetcher(within, sources, subgraphs.with(own, result), () -> {});
        List<FetchGraph> stages = query.stages();
        return fetcher.run(stages.get(0)).map(result);
    }

    CoercedVariables variables() {
        return scope.variables();
    }

    Merged merged() {
        return merged;
    }

    private Future<Void> fetch(FetchNode node) {
        if (node instanceof SubgraphFetch subgraph) {
            return subgraphs.fetch(subgraph);
        }
        if (node instanceof SourceFetch source) {
            return Steps.then(sources.fetch(source, scope), value -> {
                if (scope.plan().kind() == Operation.MUTATION || source.source() instanceof RootSource.Queue) {
                    written.run();
                }
                return onValue(source, value);
            });
        }
        if (node instanceof QueryFetch query) {
            return new QueryRuns(query, this).run();
        }
        IntrospectionFetch introspection = (IntrospectionFetch) node;
        merged.root()
                .put(
                        introspection.storageKey(),
                        sources.introspect(introspection, scope.request().variables()));
        return Dataflow.DONE;
    }

    /** Completes the value of a root field; it is merged then. */
    Future<Void> onValue(SourceFetch source, @Nullable Object value) {
        if (value == null || value instanceof Missing) {
            merged.root().put(source.storageKey(), value);
            return Dataflow.DONE;
        }
        if (value instanceof Whole whole) {
            merged.root().put(source.storageKey(), whole.value());
            return Dataflow.DONE;
        }
        PayloadPlan completion = source.completion().of(value);
        merged.root().put(source.storageKey(), PayloadCopy.of(value, completion));
        return run(completion.fetches());
    }
}
