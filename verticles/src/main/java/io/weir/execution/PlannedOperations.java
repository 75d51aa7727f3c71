package io.weir.execution;

import graphql.execution.CoercedVariables;
import graphql.language.OperationDefinition.Operation;
import io.vertx.core.Future;
import io.weir.config.ErrorsConfig;
import io.weir.execution.hook.Hooks;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.plan.OperationCache;
import io.weir.plan.OperationPlan;
import io.weir.plan.PlannedOperation;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.plan.SourceFetch;
import io.weir.subgraph.ForwardedHeaders;
import io.weir.subgraph.SubgraphClient;
import io.weir.subgraph.Subgraphs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations of one graph. Thread-safe; one for all instances of a node, so that plans are made once. */
public final class PlannedOperations implements Operations {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedOperations.class);

    private final Graph graph;
    private final OperationCache cache;
    private final RootFetcher fetcher;
    private final Subgraphs subgraphs;
    private final ReplyErrors errors;
    private final EventStreams streams;
    private final StoredActions storedActions;
    private final ActionHeaders actionHeaders;

    /** Plans through {@code cache}, fetches root fields through {@code fetcher} and all else from {@code subgraphs}. */
    public PlannedOperations(Graph graph, OperationCache cache, RootFetcher fetcher, Subgraphs subgraphs) {
        this(graph, cache, fetcher, subgraphs, ErrorsConfig.DEFAULT);
    }

    /** The same, where clients are told of subgraphs' errors as {@code errors} says. */
    public PlannedOperations(
            Graph graph, OperationCache cache, RootFetcher fetcher, Subgraphs subgraphs, ErrorsConfig errors) {
        this.graph = graph;
        this.cache = cache;
        this.fetcher = fetcher;
        this.subgraphs = subgraphs;
        this.errors = new ReplyErrors(Set.copyOf(errors.extensions()));
        this.streams = new EventStreams(graph, fetcher, this.errors);
        this.storedActions = new StoredActions(graph, fetcher.actions(), cache, this::afterwards);
        this.actionHeaders = ActionHeaders.of(graph);
    }

    @Override
    public Prepared prepare(OperationRequest request) {
        try {
            PlannedOperation operation = cache.get(request.query(), request.operationName());
            CoercedVariables variables = operation.coerce(request.variables());
            OperationPlan plan = operation.plan(variables);
            OperationRequest stated = RequestExtensions.terms(request, plan.kind() == Operation.MUTATION);
            return plan.kind() == Operation.SUBSCRIPTION
                    ? subscription(plan, variables, stated)
                    : hooked(operation, plan, variables, stated);
        } catch (RequestErrors e) {
            return new Prepared.Refused(Errors.json(e.errors()));
        } catch (RuntimeException e) { // a fault of ours or of a library: the client gets an answer all the same
            LOG.error("a request could not be prepared", e);
            return new Prepared.Refused(Errors.json(
                    List.of(RequestError.of("the request could not be prepared", FieldError.INTERNAL_SERVER_ERROR))));
        }
    }

    /** The same for a subscription of one root field that one topic feeds. */
    public EventStream stream(OperationRequest request) throws RequestErrors {
        return stream(request, null, "");
    }

    /**
     * Plans one root field of a subscription for the trigger of one of its topics.
     *
     * @param responseKey which; null where there is one only
     * @param topic which; where it does not feed the field, the stream of one that does comes back
     * @throws RequestErrors when the request is refused, or is no subscription, or has no such root field
     */
    public EventStream stream(OperationRequest request, @Nullable String responseKey, String topic)
            throws RequestErrors {
        PlannedOperation operation = cache.get(request.query(), request.operationName());
        CoercedVariables variables = operation.coerce(request.variables());
        if (operation.kind() != Operation.SUBSCRIPTION) {
            throw new RequestErrors(
                    RequestError.of("the operation is not a subscription", RequestError.VALIDATION_FAILED));
        }
        return streams.stream(operation.plan(variables), variables, responseKey, topic, request.headers());
    }

    private Prepared hooked(
            PlannedOperation operation, OperationPlan plan, CoercedVariables variables, OperationRequest request)
            throws RequestErrors {
        Hooks hooks = fetcher.hooks();
        if (plan.kind() != Operation.MUTATION || hooks.before().isEmpty()) {
            return execution(plan, variables, request);
        }
        List<HookedField> fields = HookedField.of(plan, hooks, variables);
        PlannedExecution unchanged = execution(plan, variables, request);
        return fields.isEmpty()
                ? unchanged
                : new HookedMutation(
                        hooks, fields, operation.rewritten(hooks.before()), request, unchanged, this::execution);
    }

    private PlannedExecution execution(OperationPlan plan, CoercedVariables variables, OperationRequest request) {
        return execution(plan, variables, request, Map.of());
    }

    private PlannedExecution execution(
            OperationPlan plan,
            CoercedVariables variables,
            OperationRequest request,
            Map<String, Map<String, @Nullable Object>> asked) {
        Merged merged = new Merged();
        SubgraphFetcher entities = new SubgraphFetcher(
                subgraphs.forOperations(),
                request.headers(),
                request.depth(),
                plan.fields().size() == 1 ? request.terms().idempotencyKey() : null,
                variables,
                errors,
                Patience.NONE,
                merged);
        RootScope scope = new RootScope(plan, variables, request, merged, asked);
        return new PlannedExecution(scope, fetcher, entities, subgraphs::mutationFinished);
    }

    /** What completes the result of an action must not have begun before the action ended. */
    private PlannedExecution afterwards(OperationPlan plan, CoercedVariables variables, OperationRequest request) {
        subgraphs.mutationFinished();
        return execution(plan, variables, request);
    }

    private Prepared subscription(OperationPlan plan, CoercedVariables variables, OperationRequest request)
            throws RequestErrors {
        SourceFetch root = StreamRoot.fetch(plan.roots().get(0));
        if (plan.roots().size() == 1 && root.source() instanceof RootSource.ActionUpdate update) {
            String id = String.valueOf(root.arguments().values(variables).get(update.argument()));
            return new ActionUpdate(
                    graph,
                    fetcher,
                    plan,
                    root,
                    id,
                    request.terms().consistency(),
                    () -> afterwards(plan, variables, request));
        }
        return streams.prepare(plan, variables, request);
    }

    @Override
    public Future<StoredAction> action(String id) {
        return storedActions.read(id);
    }

    @Override
    public ActionHeaders actionHeaders() {
        return actionHeaders;
    }

    @Override
    public ForwardedHeaders headers() {
        return subgraphs.headers();
    }

    /** What all streams of one event complete it through, so that their equal fetches are one. */
    public SubgraphClient forEvent() {
        return subgraphs.forEvent();
    }
}
