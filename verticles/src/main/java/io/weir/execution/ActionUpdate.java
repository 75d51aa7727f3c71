package io.weir.execution;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionReport;
import io.weir.execution.consistency.ConsistencyTerms;
import io.weir.execution.consistency.Gates;
import io.weir.graph.Graph;
import io.weir.plan.FieldProjection;
import io.weir.plan.OperationPlan;
import io.weir.plan.SourceFetch;
import io.weir.source.ActionClient;
import io.weir.source.ActionException;
import java.util.List;
import java.util.function.Supplier;

/**
 * A planned subscription to the one result of an action: the stored answer of its handler, completed by the
 * subscription's own selection.
 */
final class ActionUpdate implements Prepared.Awaited {

    private final Graph graph;
    private final ActionResults results;
    private final ActionClient actions;
    private final Gates gates;
    private final OperationPlan plan;
    private final SourceFetch root;
    private final String actionId;
    private final ConsistencyTerms terms;
    private final Supplier<PlannedExecution> executions;

    /**
     * Readies the subscription.
     *
     * @param sources asks for the action, and where to wait for what the client must see
     * @param root the plan's one field
     * @param terms of the client's request
     * @param executions what completes a result; a new one for each
     */
    ActionUpdate(
            Graph graph,
            RootFetcher sources,
            OperationPlan plan,
            SourceFetch root,
            String actionId,
            ConsistencyTerms terms,
            Supplier<PlannedExecution> executions) {
        this.graph = graph;
        this.results = new ActionResults(graph);
        this.actions = sources.actions();
        this.gates = sources.gates();
        this.plan = plan;
        this.root = root;
        this.actionId = actionId;
        this.terms = terms;
        this.executions = executions;
    }

    /** How a result becomes a response. */
    interface Completer {

        /** Never fails: what goes wrong is in the response. */
        Future<Buffer> complete(ActionReport report);
    }

    @Override
    public Runnable begin(Listener listener) {
        return begin(listener, this::complete);
    }

    /** The same, where someone else completes the result. */
    Runnable begin(Listener listener, Completer completer) {
        if (!terms.gated()) {
            return await(listener, completer);
        }
        Entrance entrance = new Entrance();
        gates.pass(terms)
                .onSuccess(passage -> entrance.enter(() -> await(listener, completer)))
                .onFailure(why -> entrance.enter(() -> {
                    listener.onRefused(ConsistencyErrors.refused(why).errors());
                    return () -> {};
                }));
        return entrance::leave;
    }

    private Runnable await(Listener listener, Completer completer) {
        ActionClient.Wait wait = actions.await(actionId, ActionFields.OWNER);
        Waiting waiting = new Waiting(listener, wait);
        wait.begun()
                .onSuccess(report -> {
                    if (fits(report)) {
                        waiting.live();
                    } else {
                        waiting.refuse(ActionErrors.json(ActionErrors.notFound()));
                    }
                })
                .onFailure(failure -> waiting.refuse(refusal(failure)));
        wait.ended().onSuccess(report -> {
            if (waiting.on) {
                completer.complete(report).onSuccess(waiting::respond);
            }
        });
        return waiting::end;
    }

    /** The response for an action that has ended. */
    Future<Buffer> complete(ActionReport report) {
        PlannedExecution execution = executions.get();
        FieldProjection field = plan.fields().get(0);
        Future<OperationResponse> response = fits(report)
                ? execution.complete(field, root, results.value(report, root, true, terms.stale()), report)
                : execution.complete(field, root, ActionErrors.missing(ActionErrors.notFound(), null));
        return response.map(OperationResponse::body);
    }

    /** Whether the action's field returns what this one does. */
    private boolean fits(ActionReport report) {
        GraphQLFieldDefinition own = graph.schema().getSubscriptionType().getFieldDefinition(root.field());
        return results.field(report)
                .filter(field -> fits(named(field), named(own)))
                .isPresent();
    }

    private boolean fits(GraphQLNamedType given, GraphQLNamedType wanted) {
        return given.getName().equals(wanted.getName())
                || given instanceof GraphQLObjectType object
                        && (wanted instanceof GraphQLInterfaceType || wanted instanceof GraphQLUnionType)
                        && graph.schema().isPossibleType(wanted, object);
    }

    private static GraphQLNamedType named(GraphQLFieldDefinition field) {
        return GraphQLTypeUtil.unwrapAll(field.getType());
    }

    private static Buffer refusal(Throwable failure) {
        return failure instanceof ActionException known
                ? ActionErrors.json(known.failure())
                : Errors.json(List.of(ActionErrors.unforeseen(failure)));
    }

    /** Where a subscriber stands until it may begin to wait. Belongs to one Vert.x context. */
    private static final class Entrance {

        private Runnable cancel = () -> {};
        private boolean left;

        void enter(Supplier<Runnable> wait) {
            if (!left) {
                cancel = wait.get();
            }
        }

        void leave() {
            left = true;
            cancel.run();
        }
    }

    /** One subscriber. Belongs to one Vert.x context. */
    private static final class Waiting {

        private final Listener listener;
        private final ActionClient.Wait wait;
        private boolean on = true;

        Waiting(Listener listener, ActionClient.Wait wait) {
            this.listener = listener;
            this.wait = wait;
        }

        void live() {
            if (on) {
                listener.onLive();
            }
        }

        void refuse(Buffer errors) {
            if (on) {
                end();
                listener.onRefused(errors);
            }
        }

        void respond(Buffer response) {
            if (on) {
                on = false;
                listener.onResponse(response);
            }
        }

        void end() {
            on = false;
            wait.cancel();
        }
    }
}
