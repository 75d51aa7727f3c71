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
import io.weir.graph.Graph;
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
    private final OperationPlan plan;
    private final SourceFetch root;
    private final String actionId;
    private final Supplier<PlannedExecution> executions;

    /**
     * Readies the subscription.
     *
     * @param root the plan's one field
     * @param executions what completes a result; a new one for each
     */
    ActionUpdate(
            Graph graph,
            ActionClient actions,
            OperationPlan plan,
            SourceFetch root,
            String actionId,
            Supplier<PlannedExecution> executions) {
        this.graph = graph;
        this.results = new ActionResults(graph);
        this.actions = actions;
        this.plan = plan;
        this.root = root;
        this.actionId = actionId;
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
        Object value =
                fits(report) ? results.value(report, root, true) : ActionErrors.missing(ActionErrors.notFound(), null);
        return executions.get().complete(plan.fields().get(0), root, value).map(OperationResponse::body);
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
