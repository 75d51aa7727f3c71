package io.weir.execution;

import io.vertx.core.MultiMap;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.action.ActionDefinition;
import io.weir.subgraph.ForwardedHeaders;
import java.util.List;
import java.util.Map;

/**
 * Which headers of a client's request its actions may see. They are kept apart from what subgraphs may see, so that they
 * make no two subscriptions different.
 *
 * @param none whether there are neither actions, which would see any, nor models, which heed the idempotency key
 * @param names in lower case, beside those of the trace
 */
public record ActionHeaders(boolean none, List<String> names) {

    /** There are no actions, and no models. */
    public static final ActionHeaders NONE = new ActionHeaders(true, List.of());

    /** Those that the templates of a graph's actions name. */
    static ActionHeaders of(Graph graph) {
        List<ActionDefinition> actions = graph.sources().values().stream()
                .filter(RootSource.Action.class::isInstance)
                .map(source -> ((RootSource.Action) source).definition())
                .toList();
        List<String> names = actions.stream()
                .flatMap(action -> action.clientHeaders().stream())
                .distinct()
                .toList();
        return actions.isEmpty() && graph.models().isEmpty() ? NONE : new ActionHeaders(false, names);
    }

    /** What a request carries that came with these headers. */
    public Map<String, String> of(MultiMap request) {
        return none ? Map.of() : ForwardedHeaders.withTrace(names, request);
    }
}
