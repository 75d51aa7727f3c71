package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionReport;
import io.weir.graph.Graph;
import io.weir.json.Json;
import io.weir.plan.FieldProjection;
import io.weir.plan.OperationCache;
import io.weir.plan.OperationPlan;
import io.weir.plan.PlannedOperation;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.plan.SourceFetch;
import io.weir.source.ActionClient;
import io.weir.source.ActionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows actions with their results, completed as the mutation selected them that began them. Thread-safe. */
final class StoredActions {

    private static final Buffer NO_DATA = Buffer.buffer("{\"data\":null,\"errors\":null}");

    private static final Buffer NO_ERRORS = Buffer.buffer("{\"errors\":null}");

    private final ActionClient actions;
    private final OperationCache cache;
    private final ActionResults results;
    private final Executions executions;

    /** Completes results by the operations of {@code cache}, which are of {@code graph}. */
    StoredActions(Graph graph, ActionClient actions, OperationCache cache, Executions executions) {
        this.actions = actions;
        this.cache = cache;
        this.results = new ActionResults(graph);
        this.executions = executions;
    }

    /** Readies what completes results. */
    interface Executions {
        PlannedExecution of(OperationPlan plan, CoercedVariables variables, OperationRequest request);
    }

    /** Fails with {@link ActionException} when there is no such action, or it cannot be read. */
    Future<StoredAction> read(String id) {
        return actions.read(List.of(id), ActionFields.OWNER, true)
                .compose(reports -> reports.isEmpty()
                        ? Future.failedFuture(new ActionException(ActionErrors.notFound()))
                        : shown(reports.get(0)));
    }

    private Future<StoredAction> shown(ActionReport report) {
        boolean ended = report.state().ended();
        ActionOperation operation = report.operation();
        Future<Buffer> response =
                ended && operation != null ? response(report, operation) : Future.succeededFuture(NO_DATA);
        return response.map(said -> new StoredAction(body(report, said), ended));
    }

    private Future<Buffer> response(ActionReport report, ActionOperation asked) {
        OperationRequest request =
                new OperationRequest(asked.query(), asked.operationName(), variables(asked), Map.of());
        try {
            PlannedOperation operation = cache.get(request.query(), request.operationName());
            CoercedVariables variables = operation.coerce(request.variables());
            OperationPlan plan = operation.plan(variables);
            FieldProjection field = field(plan, asked.responseKey());
            SourceFetch source = source(plan, field);
            if (results.field(report).isEmpty()) {
                throw gone();
            }
            return executions
                    .of(plan, variables, request)
                    .complete(field, source, results.value(report, source, true, false), report)
                    .map(said -> said.errors() ? said.body() : joined(said.body(), NO_ERRORS));
        } catch (RequestErrors e) {
            return Future.succeededFuture(Buffer.buffer("{\"data\":null,\"errors\":")
                    .appendBuffer(Errors.json(e.errors()))
                    .appendString("}"));
        }
    }

    @SuppressWarnings("unchecked") // it was written from a request's variables
    private static Map<String, @Nullable Object> variables(ActionOperation asked) {
        return Json.parse(asked.variables()) instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    private static FieldProjection field(OperationPlan plan, String responseKey) throws RequestErrors {
        return plan.fields().stream()
                .filter(root -> root.responseKey().equals(responseKey))
                .findFirst()
                .orElseThrow(StoredActions::gone);
    }

    private static SourceFetch source(OperationPlan plan, FieldProjection field) throws RequestErrors {
        return plan.stages().stream()
                .flatMap(stage -> stage.nodes().stream())
                .filter(SourceFetch.class::isInstance)
                .map(SourceFetch.class::cast)
                .filter(source -> source.storageKey().equals(field.sourceKey()))
                .findFirst()
                .orElseThrow(StoredActions::gone);
    }

    /** Another graph is served by now. */
    private static RequestErrors gone() {
        return new RequestErrors(
                RequestError.of("the schema no longer has this action", RequestError.VALIDATION_FAILED));
    }

    /** The response's members stand among those of the action. */
    private static Buffer body(ActionReport report, Buffer response) {
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        about.put("id", report.id());
        about.put("state", report.state().name());
        about.put("acceptedAt", ActionStates.time(report.acceptedAt()));
        about.put("finishedAt", ActionStates.time(report.finishedAt()));
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        rest.put("attempts", AttemptLog.of(report.log()));
        return joined(joined(Json.write(about), response), Json.write(rest));
    }

    private static Buffer joined(Buffer object, Buffer other) {
        return Buffer.buffer(object.length() + other.length())
                .appendBuffer(object, 0, object.length() - 1)
                .appendString(",")
                .appendBuffer(other, 1, other.length() - 1);
    }
}
