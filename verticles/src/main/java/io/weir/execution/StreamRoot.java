package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.weir.graph.Graph;
import io.weir.graph.RootSource.EventsSubscribe;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.template.BadTopicException;
import io.weir.plan.FetchNode;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.plan.SourceFetch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A root field of a subscription to events, with the arguments of one request.
 *
 * @param plan of this field alone
 * @param fetch the plan's one node
 * @param source the same node's
 * @param arguments coerced
 * @param topic rendered
 * @param logged how the topic is logged; empty when it is not
 */
record StreamRoot(
        OperationPlan plan,
        SourceFetch fetch,
        EventsSubscribe source,
        Map<String, @Nullable Object> arguments,
        String topic,
        Optional<LoggedTopic> logged) {

    /**
     * Renders the field's topic.
     *
     * @throws RequestErrors when an argument cannot be part of it, or the plan is none of one field with events
     */
    static StreamRoot of(Graph graph, OperationPlan plan, CoercedVariables variables) throws RequestErrors {
        SourceFetch fetch = fetch(plan);
        if (!(fetch.source() instanceof EventsSubscribe source)) {
            throw sourceless();
        }
        Map<String, @Nullable Object> arguments = fetch.arguments().values(variables);
        try {
            String topic = source.topic().render(arguments);
            return new StreamRoot(
                    plan, fetch, source, arguments, topic, graph.log().find(source.provider(), topic));
        } catch (BadTopicException e) {
            throw new RequestErrors(RequestError.of(String.valueOf(e.getMessage()), RequestError.BAD_USER_INPUT));
        }
    }

    /** The one node of the plan of one root field. */
    static SourceFetch fetch(OperationPlan plan) throws RequestErrors {
        List<FetchNode> fetches = plan.stages().get(0).nodes();
        if (plan.fields().size() != 1 || fetches.isEmpty() || !(fetches.get(0) instanceof SourceFetch root)) {
            throw sourceless();
        }
        return root;
    }

    String responseKey() {
        return plan.fields().get(0).responseKey();
    }

    private static RequestErrors sourceless() {
        return new RequestErrors(RequestError.of(
                "a subscription selects fields that have a source, at least one", RequestError.VALIDATION_FAILED));
    }
}
