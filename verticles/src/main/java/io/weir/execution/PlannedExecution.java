package io.weir.execution;

import graphql.execution.CoercedVariables;
import graphql.language.OperationDefinition.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.plan.FetchGraph;
import io.weir.plan.FetchNode;
import io.weir.plan.IntrospectionFetch;
import io.weir.plan.MutationField;
import io.weir.plan.OperationPlan;
import io.weir.plan.PayloadPlan;
import io.weir.plan.RequestError;
import io.weir.plan.SourceFetch;
import io.weir.plan.SubgraphFetch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query or mutation with its plan, to be run once: its stages one after another, each as a {@link Dataflow}. */
final class PlannedExecution implements Prepared.Executable {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedExecution.class);

    private final OperationPlan plan;
    private final CoercedVariables variables;
    private final Map<String, @Nullable Object> rawVariables;
    private final RootFetcher sources;
    private final Merged merged;
    private final SubgraphFetcher subgraphs;
    private final Runnable written;

    /**
     * Readies a plan.
     *
     * @param subgraphs merges into {@code merged}
     * @param written hears that a source has answered a mutation
     */
    PlannedExecution(
            OperationPlan plan,
            CoercedVariables variables,
            Map<String, @Nullable Object> rawVariables,
            RootFetcher sources,
            SubgraphFetcher subgraphs,
            Runnable written,
            Merged merged) {
        this.plan = plan;
        this.variables = variables;
        this.rawVariables = rawVariables;
        this.sources = sources;
        this.subgraphs = subgraphs;
        this.written = written;
        this.merged = merged;
    }

    @Override
    public boolean mutation() {
        return plan.kind() == Operation.MUTATION;
    }

    @Override
    public Future<OperationResponse> execute() {
        return stages(0).map(all -> Completion.complete(plan, merged)).otherwise(PlannedExecution::failed);
    }

    private static OperationResponse failed(Throwable fault) {
        LOG.error("an operation failed in an unforeseen way", fault);
        Buffer errors = Errors.json(
                List.of(RequestError.of("the operation could not be completed", FieldError.INTERNAL_SERVER_ERROR)));
        return new OperationResponse(
                Buffer.buffer("{\"data\":null,\"errors\":").appendBuffer(errors).appendString("}"), true);
    }

    private Future<Void> stages(int next) {
        List<FetchGraph> stages = plan.stages();
        if (next == stages.size()) {
            return Dataflow.DONE;
        }
        return Dataflow.run(stages.get(next), this::fetch).compose(done -> {
            announce(stages.get(next));
            return stages(next + 1);
        });
    }

    /** What subgraphs changed in this stage is told by events. */
    private void announce(FetchGraph stage) {
        for (MutationField field : plan.mutations()) {
            boolean now = stage.nodes().stream()
                    .anyMatch(node -> node instanceof SubgraphFetch fetch
                            && fetch.rootKeys().contains(field.storageKey()));
            if (now) {
                sources.announce(field, variables, merged.root().get(field.storageKey()));
            }
        }
    }

    private Future<Void> fetch(FetchNode node) {
        if (node instanceof SubgraphFetch subgraph) {
            return subgraphs.fetch(subgraph);
        }
        if (node instanceof SourceFetch source) {
            return sources.fetch(plan, source, variables).compose(value -> {
                if (mutation()) {
                    written.run();
                }
                return onValue(source, value);
            });
        }
        IntrospectionFetch introspection = (IntrospectionFetch) node;
        merged.root().put(introspection.storageKey(), sources.introspect(introspection, rawVariables));
        return Dataflow.DONE;
    }

    private Future<Void> onValue(SourceFetch source, @Nullable Object value) {
        if (value == null || value instanceof Missing) {
            merged.root().put(source.storageKey(), value);
            return Dataflow.DONE;
        }
        PayloadPlan completion = source.completion().of(value);
        merged.root().put(source.storageKey(), PayloadCopy.of(value, completion));
        return Dataflow.run(completion.fetches(), this::fetch);
    }
}
