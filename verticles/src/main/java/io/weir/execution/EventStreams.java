package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.vertx.core.Future;
import io.weir.bus.EventCursor;
import io.weir.execution.consistency.ConsistencyTerms;
import io.weir.graph.Graph;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans of subscriptions to events in, their streams out: one for each topic of each root field. Thread-safe. */
final class EventStreams {

    private final Graph graph;
    private final RootFetcher sources;
    private final ReplyErrors errors;

    /** Makes streams whose roots come from {@code sources}, and whose clients are told of {@code errors}. */
    EventStreams(Graph graph, RootFetcher sources, ReplyErrors errors) {
        this.graph = graph;
        this.sources = sources;
        this.errors = errors;
    }

    /**
     * What a transport subscribes to.
     *
     * @throws RequestErrors when an argument or an event id cannot be used
     */
    Prepared prepare(OperationPlan plan, CoercedVariables variables, OperationRequest request) throws RequestErrors {
        List<EventStream> streams = new ArrayList<>();
        for (PlacedRoot root : PlacedRoot.of(graph, plan, variables)) { // clients hear early of what is no id
            streams.add(new EventStream(graph, sources, errors, root, variables, request.headers()));
        }
        Optional<String> text = lastEventId(request);
        List<StreamId> logged = streams.stream()
                .flatMap(stream -> stream.ids().stream())
                .map(StreamIds::id)
                .toList();
        List<EventCursor> after = text.isPresent() ? cursors(text.get(), logged, streams) : List.of();
        ConsistencyTerms terms = request.terms().consistency();
        return terms.gated() ? gated(terms, streams, after) : starting(streams, after, null);
    }

    /** Without a place of its own, a stream then starts behind the end of the log as the client's writes found it. */
    private Prepared.Gated gated(ConsistencyTerms terms, List<EventStream> streams, List<EventCursor> after) {
        return () -> sources.gates()
                .pass(terms)
                .transform(came -> Future.succeededFuture(
                        came.succeeded()
                                ? starting(streams, after, came.result().gate().log())
                                : ConsistencyErrors.refused(came.cause())));
    }

    /**
     * What is ready to start.
     *
     * @param after where logged streams go on, as the client says; empty when it does not
     * @param log where those start of which the client does not say it at all; null for now
     */
    private static Prepared.Subscription starting(
            List<EventStream> streams, List<EventCursor> after, @Nullable EventCursor log) {
        List<Prepared.Stream> prepared = new ArrayList<>();
        for (EventStream stream : streams) {
            Prepared.Place at = null;
            Optional<StreamIds> ids = stream.ids();
            if (ids.isPresent()) {
                EventCursor own = after.isEmpty() ? null : after.get(ids.get().at());
                boolean placed = own != null || stream.resume().isPresent();
                at = new Prepared.Place(ids.get().id(), placed ? own : log);
            }
            String responseKey = streams.size() == 1 ? null : stream.responseKey();
            prepared.add(new Prepared.Stream(stream.provider(), stream.topic(), responseKey, at));
        }
        return prepared.size() == 1 ? prepared.get(0) : new Prepared.Streams(prepared);
    }

    /**
     * The stream of one topic of one root field.
     *
     * @param responseKey which field; null where there is one only
     * @param topic which topic; where it does not feed the field, the stream of one that does comes back
     * @throws RequestErrors when an argument or an event id cannot be used, or there is no such field
     */
    EventStream stream(
            OperationPlan plan,
            CoercedVariables variables,
            @Nullable String responseKey,
            String topic,
            Map<String, String> headers)
            throws RequestErrors {
        List<PlacedRoot> ofField = PlacedRoot.of(graph, plan, variables).stream()
                .filter(one -> responseKey == null
                        ? plan.roots().size() == 1
                        : one.root().responseKey().equals(responseKey))
                .toList();
        PlacedRoot found = ofField.stream()
                .filter(one -> one.root().topic().equals(topic))
                .findFirst()
                .or(() -> ofField.stream().findFirst())
                .orElseThrow(() -> new RequestErrors(RequestError.of(
                        "the subscription has no root field of that key", RequestError.VALIDATION_FAILED)));
        return new EventStream(graph, sources, errors, found, variables, headers);
    }

    private static Optional<String> lastEventId(OperationRequest request) throws RequestErrors {
        String header = request.lastEventId();
        try {
            return header != null && !header.isEmpty()
                    ? Optional.of(header)
                    : LastEventId.of(request.extensions().get(LastEventId.EXTENSION));
        } catch (IllegalArgumentException e) {
            throw refused("extensions.%s: %s".formatted(LastEventId.EXTENSION, e.getMessage()));
        }
    }

    private static List<EventCursor> cursors(String text, List<StreamId> logged, List<EventStream> streams)
            throws RequestErrors {
        if (logged.isEmpty()) {
            throw refused("this subscription's events are not kept, so it cannot go on from an event id: leave it out");
        }
        boolean ownIds =
                streams.size() == 1 && streams.get(0).ids().orElseThrow().ownIds();
        return ResumeIds.read(text, logged, ownIds)
                .orElseThrow(() -> refused("the last event id is none that this subscription gave"));
    }

    private static RequestErrors refused(String message) {
        return new RequestErrors(RequestError.of(message, RequestError.BAD_USER_INPUT));
    }
}
