package io.weir.execution;

import graphql.execution.CoercedVariables;
import graphql.language.OperationDefinition.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestError;
import io.weir.plan.RootStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query or mutation with its plan. Root fields of a query are fetched at once, of a mutation one after another. */
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
        Future<List<RootValue>> values = mutation() ? inSequence() : atOnce();
        return values.map(all -> Completion.complete(plan, all)).otherwise(PlannedExecution::failed);
    }

    private static OperationResponse failed(Throwable fault) {
        LOG.error("an operation failed in an unforeseen way", fault);
        Buffer errors = Errors.json(
                List.of(RequestError.of("the operation could not be completed", FieldError.INTERNAL_SERVER_ERROR)));
        return new OperationResponse(
                Buffer.buffer("{\"data\":null,\"errors\":").appendBuffer(errors).appendString("}"), true);
    }

    private Future<List<RootValue>> atOnce() {
        List<Future<RootValue>> values = new ArrayList<>(plan.steps().size());
        for (RootStep step : plan.steps()) {
            values.add(fetch(step));
        }
        return Future.all(values).map(all -> all.list());
    }

    private Future<List<RootValue>> inSequence() {
        List<RootValue> values = new ArrayList<>(plan.steps().size());
        Future<List<RootValue>> all = Future.succeededFuture(values);
        for (RootStep step : plan.steps()) {
            all = all.compose(before -> fetch(step).map(value -> {
                values.add(value);
                return values;
            }));
        }
        return all;
    }

    private Future<RootValue> fetch(RootStep step) {
        if (step instanceof RootStep.Fetch fetch) {
            return fetcher.fetch(plan, fetch, variables);
        }
        if (step instanceof RootStep.Introspection introspection) {
            return Future.succeededFuture(fetcher.introspect(introspection, rawVariables));
        }
        return Future.succeededFuture(new RootValue.Present(null));
    }
}
