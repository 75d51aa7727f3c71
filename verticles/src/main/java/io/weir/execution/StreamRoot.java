package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.weir.graph.Graph;
import io.weir.graph.RootSource.EventsSubscribe;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.template.BadTopicException;
import io.weir.graph.template.TopicTemplate;
import io.weir.plan.FetchNode;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.plan.SourceFetch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A root field of a subscription to events, with the arguments of one request, and one of the topics that feed it.
 *
 * @param plan of this field alone
 * @param fetch the plan's one node
 * @param source the same node's
 * @param arguments coerced
 * @param topics all of them, rendered
 * @param topic the one
 * @param logged how the topic is logged; empty when it is not
 */
record StreamRoot(
        OperationPlan plan,
        SourceFetch fetch,
        EventsSubscribe source,
        Map<String, @Nullable Object> arguments,
        SortedSet<String> topics,
        String topic,
        Optional<LoggedTopic> logged) {

    /**
     * Renders the field's topics: one for each.
     *
     * @throws RequestErrors when an argument cannot be part of one, or the plan is none of one field with events
     */
    static List<StreamRoot> of(Graph graph, OperationPlan plan, CoercedVariables variables) throws RequestErrors {
        SourceFetch fetch = fetch(plan);
        if (!(fetch.source() instanceof EventsSubscribe source)) {
            throw sourceless();
        }
        Map<String, @Nullable Object> arguments = fetch.arguments().values(variables);
        try {
            SortedSet<String> topics = TopicTemplate.render(source.topics(), arguments);
            return topics.stream()
                    .map(topic -> new StreamRoot(
                            plan,
                            fetch,
                            source,
                            arguments,
                            topics,
                            topic,
                            graph.log().find(source.provider(), topic)))
                    .toList();
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
