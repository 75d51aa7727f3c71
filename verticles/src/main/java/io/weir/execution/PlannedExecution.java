package io.weir.execution;

import graphql.execution.CoercedVariables;
import graphql.language.OperationDefinition.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.plan.FetchGraph;
import io.weir.plan.FieldProjection;
import io.weir.plan.MutationField;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestError;
import io.weir.plan.SourceFetch;
import io.weir.plan.SubgraphFetch;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query or mutation with its plan, to be run once: its stages one after another, each as a {@link Dataflow}. */
final class PlannedExecution implements Prepared.Executable {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedExecution.class);

    private final OperationPlan plan;
    private final CoercedVariables variables;
    private final RootFetcher sources;
    private final Merged merged;
    private final NodeFetcher fetcher;

    /**
     * Readies a plan.
     *
     * @param subgraphs merges where {@code scope} says
     * @param written hears that a source has answered a mutation
     */
    PlannedExecution(RootScope scope, RootFetcher sources, SubgraphFetcher subgraphs, Runnable written) {
        this.plan = scope.plan();
        this.variables = scope.variables();
        this.sources = sources;
        this.fetcher = new NodeFetcher(scope, sources, subgraphs, written);
        this.merged = scope.merged();
    }

    @Override
    public boolean mutation() {
        return plan.kind() == Operation.MUTATION;
    }

    @Override
    public Future<OperationResponse> execute() {
        Future<OperationResponse> response = Steps.map(stages(0), all -> Completion.complete(plan, merged));
        return response.succeeded() ? response : response.otherwise(PlannedExecution::failed);
    }

    /**
     * Instead of running it, completes what is known already as the value of one root field, and writes that field alone.
     *
     * @return never fails: what goes wrong is in the response
     */
    Future<OperationResponse> complete(FieldProjection field, SourceFetch source, @Nullable Object value) {
        return fetcher.onValue(source, value)
                .map(done -> Completion.complete(plan, List.of(field), merged))
                .otherwise(PlannedExecution::failed);
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
        return Steps.then(fetcher.run(stages.get(next)), done -> {
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
}
