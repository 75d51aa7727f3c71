package io.weir.execution;

import graphql.language.OperationDefinition.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionReport;
import io.weir.execution.consistency.ConsistencyTerms;
import io.weir.execution.consistency.ConsistencyWords;
import io.weir.execution.consistency.GateClosedException;
import io.weir.execution.consistency.Outcomes;
import io.weir.json.Json;
import io.weir.plan.FetchGraph;
import io.weir.plan.FieldProjection;
import io.weir.plan.MutationField;
import io.weir.plan.OperationPlan;
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
    private final RootScope scope;
    private final RootFetcher sources;
    private final ConsistencyTerms terms;
    private final Merged merged;
    private final NodeFetcher fetcher;
    private final Runnable written;

    /**
     * Readies a plan.
     *
     * @param subgraphs merges where {@code scope} says
     * @param written hears that a source has answered a mutation, or shows one: no fetch from before may be joined
     */
    PlannedExecution(RootScope scope, RootFetcher sources, SubgraphFetcher subgraphs, Runnable written) {
        this.plan = scope.plan();
        this.scope = scope;
        this.terms = scope.request().terms().consistency();
        this.sources = sources;
        this.fetcher = new NodeFetcher(scope, sources, subgraphs, written);
        this.merged = scope.merged();
        this.written = written;
    }

    @Override
    public boolean mutation() {
        return plan.kind() == Operation.MUTATION;
    }

    @Override
    public Future<OperationResponse> execute() {
        return terms.gated() ? pass() : run();
    }

    /** Nothing is fetched before systems show what the request must see. */
    private Future<OperationResponse> pass() {
        return sources.gates().pass(terms).transform(came -> {
            if (came.failed()) {
                return Future.succeededFuture(
                        came.cause() instanceof GateClosedException closed ? refused(closed) : failed(came.cause()));
            }
            merged.outcomes().passed(came.result());
            written.run();
            return run();
        });
    }

    private Future<OperationResponse> run() {
        Future<Void> all = Steps.then(stages(0), done -> told());
        Future<OperationResponse> response = Steps.map(all, done -> Completion.complete(plan, merged));
        return response.succeeded() ? response : response.otherwise(PlannedExecution::failed);
    }

    /** The response says what was written and waited for, if anything was. */
    private Future<Void> told() {
        Outcomes outcomes = merged.outcomesSoFar();
        if (outcomes == null) {
            return Dataflow.DONE;
        }
        if (!outcomes.written()) {
            merged.extension(ConsistencyWords.EXTENSION, outcomes.extension());
            return Dataflow.DONE;
        }
        return Steps.map(sources.seal(terms, outcomes), token -> {
            merged.extension(ConsistencyWords.EXTENSION, outcomes.extension(token.orElse(null)));
            return null;
        });
    }

    /**
     * Instead of running it, completes what is known already as the value of one root field, and writes that field alone.
     *
     * @return never fails: what goes wrong is in the response
     */
    Future<OperationResponse> complete(FieldProjection field, SourceFetch source, @Nullable Object value) {
        return fetcher.onValue(source, value)
                .compose(completed -> told())
                .map(done -> Completion.complete(plan, List.of(field), merged))
                .otherwise(PlannedExecution::failed);
    }

    /** The same for the result of an action, which the response tells of. */
    Future<OperationResponse> complete(
            FieldProjection field, SourceFetch source, @Nullable Object value, ActionReport report) {
        ActionResults.tell(merged, report);
        return complete(field, source, value);
    }

    private static OperationResponse refused(GateClosedException closed) {
        Buffer errors = Errors.json(ConsistencyErrors.closed(closed));
        Buffer body = Buffer.buffer("{\"errors\":").appendBuffer(errors);
        if (!closed.outcomes().isEmpty()) {
            Object extension = Outcomes.closed(closed.outcomes());
            body.appendString(",\"extensions\":")
                    .appendBuffer(Json.write(Map.of(ConsistencyWords.EXTENSION, extension)));
        }
        return new OperationResponse(
                body.appendString("}"), true, null, new OperationResponse.Refusal(errors, closed.httpStatus()));
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
        int errorsBefore = merged.errors().size();
        return Steps.then(fetcher.run(stages.get(next)), done -> {
            onSubgraphs(stages.get(next), errorsBefore);
            return Steps.then(hooks(merged.untold()), told -> stages(next + 1));
        });
    }

    /** What follows a field waits for those who hear of it; that they do not takes nothing back. */
    private Future<Void> hooks(List<Merged.Succeeded> fields) {
        if (fields.isEmpty()) {
            return Dataflow.DONE;
        }
        Merged.Succeeded first = fields.get(0);
        return sources.hooks().tell(first.field(), first.told()).transform(end -> {
            if (end.failed()) {
                merged.occurred(
                        HookErrors.after(first.field(), end.cause()), merged.root(), List.of(first.storageKey()));
            }
            return hooks(fields.subList(1, fields.size()));
        });
    }

    /** What subgraphs changed in this stage is told by events. */
    private void onSubgraphs(FetchGraph stage, int errorsBefore) {
        for (MutationField field : plan.mutations()) {
            boolean now = stage.nodes().stream()
                    .anyMatch(node -> node instanceof SubgraphFetch fetch
                            && fetch.rootKeys().contains(field.storageKey()));
            if (now) {
                Object value = merged.root().get(field.storageKey());
                if (value != null && !(value instanceof Missing) || !refused(field, errorsBefore)) {
                    merged.outcomes().wrote();
                }
                sources.announce(field, scope, value);
            }
        }
    }

    /** Whether a subgraph said of the field itself that it went wrong, or did not say anything. */
    private boolean refused(MutationField field, int errorsBefore) {
        return merged.errors().stream()
                .skip(errorsBefore)
                .anyMatch(error -> error.object() == merged.root()
                        && (error.rest().isEmpty() || error.rest().equals(List.of(field.storageKey()))));
    }
}
