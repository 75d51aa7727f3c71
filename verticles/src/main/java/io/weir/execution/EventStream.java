package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.plan.OperationPlan;
import io.weir.plan.SourceFetch;
import io.weir.subgraph.SubgraphClient;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A planned subscription: events of one topic in, responses out. Immutable, so that equal subscribers share one and
 * each event is completed once for all of them.
 */
public final class EventStream {

    private static final String MALFORMED_EVENT = "MALFORMED_EVENT";

    private final Graph graph;
    private final OperationPlan plan;
    private final SourceFetch root;
    private final CoercedVariables variables;
    private final String provider;
    private final String topic;
    private final @Nullable Predicate<Object> filter;

    EventStream(
            Graph graph,
            OperationPlan plan,
            SourceFetch root,
            CoercedVariables variables,
            Map<String, @Nullable Object> arguments,
            String topic) {
        RootSource.EventsSubscribe source = (RootSource.EventsSubscribe) root.source();
        this.graph = graph;
        this.plan = plan;
        this.root = root;
        this.variables = variables;
        this.provider = source.provider();
        this.topic = topic;
        this.filter = source.filter().map(f -> f.bind(arguments)).orElse(null);
    }

    /**
     * What makes two streams one: the plan and the variables.
     *
     * @param plan by identity
     * @param variables coerced
     */
    private record Key(OperationPlan plan, Map<String, Object> variables) {}

    /** Streams with equal keys give equal responses for every event. */
    public Object key() {
        return new Key(plan, variables.toMap());
    }

    /** The provider's name in the configuration. */
    public String provider() {
        return provider;
    }

    /** The rendered topic. */
    public String topic() {
        return topic;
    }

    /** Why an event's payload cannot be used here, in words fit for a client; empty when it can. */
    public Optional<String> malformed(@Nullable Object payload) {
        return payload == null
                ? Optional.of("it is not a JSON object")
                : Representation.check(payload, root.value(), graph);
    }

    /** Whether the subscribers asked for this event. */
    public boolean accepts(Object payload) {
        return filter == null || filter.test(payload);
    }

    /**
     * The response for a well-formed payload.
     *
     * @param payload as {@link io.weir.json.Json} parses it; not changed, so that all streams of an event share it
     * @param scope asks subgraphs; one for all streams of an event: {@link PlannedOperations#forEvent()}
     * @return completed already when no subgraph is asked, otherwise on the caller's context; never fails: what goes
     *     wrong is in the response
     */
    public Future<Buffer> complete(Object payload, SubgraphClient scope) {
        return Future.succeededFuture(respond(payload));
    }

    /** The response for an event that cannot be used. */
    public Buffer completeMalformed(String reason) {
        return fail("an event of this topic was not usable: " + reason, MALFORMED_EVENT);
    }

    /** A response that says what went wrong, with the field null. */
    public Buffer fail(String message, String code) {
        return respond(new Missing(message, code));
    }

    private Buffer respond(Object value) {
        return Completion.complete(plan, Map.of(root.storageKey(), value)).body();
    }
}
