package io.weir.execution;

import graphql.execution.CoercedVariables;
import graphql.language.OperationDefinition.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.plan.FetchGraph;
import io.weir.plan.FetchNode;
import io.weir.plan.IntrospectionFetch;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestError;
import io.weir.plan.SourceFetch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query or mutation with its plan. The fetches of a stage run at once, stages one after another. */
final class PlannedExecution implements Prepared.Executable {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedExecution.class);

    private final OperationPlan plan;
    private final CoercedVariables variables;
    private final Map<String, @Nullable Object> rawVariables;
    private final RootFetcher fetcher;

    PlannedExecution(
            OperationPlan plan,
            CoercedVariables variables,
            Map<String, @Nullable Object> rawVariables,
            RootFetcher fetcher) {
        this.plan = plan;
        this.variables = variables;
        this.rawVariables = rawVariables;
        this.fetcher = fetcher;
    }

    @Override
    public boolean mutation() {
        return plan.kind() == Operation.MUTATION;
    }

    @Override
    public Future<OperationResponse> execute() {
        Map<String, @Nullable Object> root = new HashMap<>();
        Future<?> done = Future.succeededFuture();
        for (FetchGraph stage : plan.stages()) {
            done = done.compose(before -> run(stage, root));
        }
        return done.map(all -> Completion.complete(plan, root)).otherwise(PlannedExecution::failed);
    }

    private static OperationResponse failed(Throwable fault) {
        LOG.error("an operation failed in an unforeseen way", fault);
        Buffer errors = Errors.json(
                List.of(RequestError.of("the operation could not be completed", FieldError.INTERNAL_SERVER_ERROR)));
        return new OperationResponse(
                Buffer.buffer("{\"data\":null,\"errors\":").appendBuffer(errors).appendString("}"), true);
    }

    private Future<?> run(FetchGraph stage, Map<String, @Nullable Object> root) {
        List<Future<?>> fetches = new ArrayList<>(stage.nodes().size());
        for (FetchNode node : stage.nodes()) {
            if (node instanceof SourceFetch source) {
                fetches.add(fetcher.fetch(plan, source, variables).onSuccess(v -> root.put(source.storageKey(), v)));
            } else if (node instanceof IntrospectionFetch introspection) {
                root.put(introspection.storageKey(), fetcher.introspect(introspection, rawVariables));
            }
        }
        return Future.all(fetches);
    }
}
