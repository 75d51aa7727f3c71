package io.weir.execution;

import graphql.execution.CoercedVariables;
import graphql.schema.GraphQLObjectType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.Written;
import io.weir.error.ErrorCode;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.json.Json;
import io.weir.plan.OperationPlan;
import io.weir.plan.PayloadPlan;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.plan.SourceFetch;
import io.weir.plan.ValueProjection.Composite;
import io.weir.subgraph.SubgraphClient;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A planned subscription to one topic of one root field: its events in, responses out. Immutable, so that equal subscribers
 * share one and each event is completed once for all of them.
 */
public final class EventStream {

    private static final String MALFORMED_EVENT = ErrorCode.MALFORMED_EVENT.name();

    private static final Buffer NO_ARGUMENTS = Buffer.buffer("{}");

    private final Graph graph;
    private final RootFetcher sources;
    private final ReplyErrors errors;
    private final StreamRoot root;
    private final Optional<StreamIds> ids;
    private final CoercedVariables variables;
    private final Map<String, String> headers;
    private final OperationPlan plan;
    private final SourceFetch fetch;
    private final RootSource.EventsSubscribe source;
    private final Optional<EventCursor> resume;
    private final @Nullable Predicate<Object> filter;
    private final EventTypename named;
    private final @Nullable ChangedEntity entity;

    /**
     * Readies the stream of a field.
     *
     * @param placed the field and the topic
     * @param headers of the subscriber's request, those that go along
     * @throws RequestErrors when the field's argument says a place that is none of this stream's
     */
    EventStream(
            Graph graph,
            RootFetcher sources,
            ReplyErrors errors,
            PlacedRoot placed,
            CoercedVariables variables,
            Map<String, String> headers)
            throws RequestErrors {
        this.graph = graph;
        this.sources = sources;
        this.errors = errors;
        this.root = placed.root();
        this.ids = placed.ids();
        this.variables = variables;
        this.headers = headers;
        this.plan = root.plan();
        this.fetch = root.fetch();
        this.source = root.source();
        this.resume = ResumeArgument.read(root, ids);
        this.filter = filter(root);
        this.named = EventTypename.of(graph, fetch, root.topic());
        this.entity = source.onChange() ? ChangedEntity.of(graph, fetch, root.arguments()) : null;
    }

    private static @Nullable Predicate<Object> filter(StreamRoot root) throws RequestErrors {
        try {
            return root.source()
                    .filter()
                    .map(filter -> filter.bind(root.arguments()))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw new RequestErrors(RequestError.of(String.valueOf(e.getMessage()), RequestError.BAD_USER_INPUT));
        }
    }

    /**
     * What makes two streams one: the plan, the variables, and for whom subgraphs are asked.
     *
     * @param plan by identity
     * @param variables coerced
     * @param headers of the subscriber's request, those that go along
     */
    private record Key(OperationPlan plan, Map<String, Object> variables, Map<String, String> headers) {}

    /**
     * Streams with equal keys give equal responses for every event, wherever they begin. Variables that say only that
     * do not count; literal arguments do, since they make documents of their own.
     */
    public Object key() {
        Map<String, Object> all = variables.toMap();
        if (plan.resumeVariables().isEmpty()) {
            return new Key(plan, all, headers);
        }
        Map<String, Object> others = new HashMap<>(all);
        others.keySet().removeAll(plan.resumeVariables());
        return new Key(plan, others, headers);
    }

    /** The provider's name in the configuration. */
    public String provider() {
        return source.provider();
    }

    /** The rendered topic. */
    public String topic() {
        return root.topic();
    }

    /** This and the others that feed the same field, each of which is a stream of its own. */
    public SortedSet<String> topics() {
        return root.topics();
    }

    /** The field's alias or name. */
    String responseKey() {
        return root.responseKey();
    }

    /** Whether its events are kept, so that it can be resumed. */
    public boolean logged() {
        return ids.isPresent();
    }

    /** Whether its events name their own ids, which are its places then. */
    public boolean ownIds() {
        return ids.isPresent() && ids.get().ownIds();
    }

    /** How its places are written; empty when it is not logged. */
    Optional<StreamIds> ids() {
        return ids;
    }

    /** Where the stream begins, as the field's argument says; empty when it says nothing: then it begins now. */
    public Optional<EventCursor> resume() {
        return resume;
    }

    /**
     * The id of a place in this stream as its clients get it. Where the operation has several root fields it is the place
     * of all of them.
     *
     * @param ownId of the event there; null when it has none
     * @throws java.util.NoSuchElementException when the stream is not logged
     */
    public String eventId(long store, long position, @Nullable String ownId) {
        return ids.orElseThrow().write(store, position, ownId);
    }

    /**
     * Whether events are hints only: what is sent is the entity itself, and only when it differs from what was sent last
     * for the same {@link #changeKey}.
     */
    public boolean onChange() {
        return entity != null;
    }

    /** What stands for an event when someone subscribes; empty where only events say which entity it is. */
    public Optional<Object> first() {
        return entity == null ? Optional.empty() : entity.ofArguments();
    }

    /**
     * Which entity an event is about; only for streams of changes.
     *
     * @param payload a well-formed one
     */
    public Object changeKey(Object payload) {
        if (entity == null) {
            throw new IllegalStateException("\"" + topic() + "\" is no stream of changes");
        }
        return entity.key(payload);
    }

    /** Why an event's payload cannot be used here, in words fit for a client; empty when it can. */
    public Optional<String> malformed(@Nullable Object payload) {
        if (payload == null) {
            return Optional.of("it is not a JSON object");
        }
        Object value = entity == null ? named.of(payload) : entity.of(payload);
        return Representation.check(value, fetch, graph);
    }

    /** Whether the subscribers asked for this event. */
    public boolean accepts(Object payload) {
        return (filter == null || filter.test(payload)) && (entity == null || entity.concerns(payload));
    }

    /** The systems that must show an event before it is completed. */
    public List<String> awaits() {
        return source.awaits();
    }

    /**
     * What an event says was written, for the systems that must show it.
     *
     * @param payload a well-formed one
     */
    public Written written(Object payload) {
        Map<Object, @Nullable Object> result = new LinkedHashMap<>();
        if (entity != null) {
            entity.ofArguments().ifPresent(named -> result.putAll((Map<?, ?>) named));
        }
        result.putAll((Map<?, ?>) payload);
        return new Written(null, objectType(), NO_ARGUMENTS, Json.write(result));
    }

    /** The field's type, where it does not take the event to say of which type the entity is. */
    private @Nullable String objectType() {
        String type = ((Composite) fetch.value()).type();
        return graph.schema().getType(type) instanceof GraphQLObjectType ? type : null;
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
        Object given = entity == null ? named.of(payload) : entity.of(payload);
        PayloadPlan completion = fetch.completion().of(given);
        Object value = PayloadCopy.of(given, completion);
        if (completion.fetches().empty()) {
            return Future.succeededFuture(respond(value));
        }
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put(fetch.storageKey(), value);
        Merged merged = new Merged(data);
        int before = entity == null ? 0 : fields(value);
        SubgraphFetcher fetcher = new SubgraphFetcher(
                scope, headers, 0, null, variables, errors, new Patience(source.awaitEntity()), merged);
        return new NodeFetcher(RootScope.ofEvent(plan, variables, merged), sources, fetcher, () -> {})
                .run(completion.fetches())
                .map(done -> respond(entity == null ? merged : withoutGone(merged, before)));
    }

    /** Where neither a field nor the reason for its absence has come, there is no such entity any more. */
    private Merged withoutGone(Merged merged, int fieldsBefore) {
        if (fields(merged.root().get(fetch.storageKey())) == fieldsBefore) {
            merged.root().put(fetch.storageKey(), null);
        }
        return merged;
    }

    /** How many fields a value has at all depths. */
    private static int fields(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.size()
                    + object.values().stream().mapToInt(EventStream::fields).sum();
        }
        return value instanceof List<?> list
                ? list.stream().mapToInt(EventStream::fields).sum()
                : 0;
    }

    /** The response for an event that cannot be used. */
    public Buffer completeMalformed(String reason) {
        return fail("an event of this topic was not usable: " + reason, MALFORMED_EVENT);
    }

    /** The response for an event that not all systems have shown in time. */
    public Buffer completeUnshown(GateReport gate) {
        return respond(ConsistencyErrors.unshown(gate));
    }

    /** A response that says what went wrong, with the field null. */
    public Buffer fail(String message, String code) {
        return respond(Missing.of(message, code));
    }

    private Buffer respond(Object value) {
        return respond(new Merged(Map.of(fetch.storageKey(), value)));
    }

    private Buffer respond(Merged merged) {
        return Completion.complete(plan, merged).body();
    }
}
