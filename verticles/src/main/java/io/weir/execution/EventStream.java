package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.plan.OperationPlan;
import io.weir.plan.PayloadPlan;
import io.weir.plan.SourceFetch;
import io.weir.subgraph.SubgraphClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A planned subscription: events of one topic in, responses out. Immutable, so that equal subscribers share one and
 * each event is completed once for all of them.
 */
public final class EventStream {

    private static final String MALFORMED_EVENT = ErrorCode.MALFORMED_EVENT.name();

    private final Graph graph;
    private final OperationPlan plan;
    private final SourceFetch root;
    private final RootFetcher sources;
    private final CoercedVariables variables;
    private final Map<String, String> headers;
    private final ReplyErrors errors;
    private final String topic;
    private final RootSource.EventsSubscribe source;
    private final @Nullable Predicate<Object> filter;

    EventStream(
            Graph graph,
            OperationPlan plan,
            SourceFetch root,
            RootFetcher sources,
            CoercedVariables variables,
            Map<String, String> headers,
            ReplyErrors errors,
            Map<String, @Nullable Object> arguments,
            String topic) {
        this.graph = graph;
        this.plan = plan;
        this.root = root;
        this.sources = sources;
        this.variables = variables;
        this.headers = headers;
        this.errors = errors;
        this.topic = topic;
        this.source = (RootSource.EventsSubscribe) root.source();
        this.filter = source.filter().map(f -> f.bind(arguments)).orElse(null);
    }

    /**
     * What makes two streams one: the plan, the variables, and for whom subgraphs are asked.
     *
     * @param plan by identity
     * @param variables coerced
     * @param headers of the subscriber's request, those that go along
     */
    private record Key(OperationPlan plan, Map<String, Object> variables, Map<String, String> headers) {}

    /** Streams with equal keys give equal responses for every event. */
    public Object key() {
        return new Key(plan, variables.toMap(), headers);
    }

    /** The provider's name in the configuration. */
    public String provider() {
        return source.provider();
    }

    /** The rendered topic. */
    public String topic() {
        return topic;
    }

    /** Why an event's payload cannot be used here, in words fit for a client; empty when it can. */
    public Optional<String> malformed(@Nullable Object payload) {
        return payload == null ? Optional.of("it is not a JSON object") : Representation.check(payload, root, graph);
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
        PayloadPlan completion = root.completion().of(payload);
        Object value = PayloadCopy.of(payload, completion);
        if (completion.fetches().empty()) {
            return Future.succeededFuture(respond(value));
        }
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put(root.storageKey(), value);
        Merged merged = new Merged(data);
        SubgraphFetcher fetcher =
                new SubgraphFetcher(scope, headers, variables, errors, new Patience(source.awaitEntity()), merged);
        return new NodeFetcher(RootScope.ofEvent(plan, variables, merged), sources, fetcher, () -> {})
                .run(completion.fetches())
                .map(done -> respond(merged));
    }

    /** The response for an event that cannot be used. */
    public Buffer completeMalformed(String reason) {
        return fail("an event of this topic was not usable: " + reason, MALFORMED_EVENT);
    }

    /** A response that says what went wrong, with the field null. */
    public Buffer fail(String message, String code) {
        return respond(Missing.of(message, code));
    }

    private Buffer respond(Object value) {
        return respond(new Merged(Map.of(root.storageKey(), value)));
    }

    private Buffer respond(Merged merged) {
        return Completion.complete(plan, merged).body();
    }
}
