package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.execution.EventStream;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events in, responses of one planned stream out: checked, filtered, completed several at a time, and delivered in the
 * order of the events. Belongs to one event loop.
 */
final class StreamPipeline implements Pipeline.Outlet {

    private static final Logger LOG = LoggerFactory.getLogger(StreamPipeline.class);
    private static final Buffer NOTHING = Buffer.buffer(0);

    private final TopicKey topic;
    private final EventScopes scopes;
    private final Sink sink;
    private final Metrics metrics;
    private final Pipeline pipeline;
    private EventStream stream;
    /** What the sink heard of each entity; null where it hears of every event. */
    private @Nullable Changes changes;

    private @Nullable FirstValue first;
    private @Nullable Later later;
    private long sequence;
    private boolean closed;

    /**
     * Makes the pipeline of a stream.
     *
     * @param topic for the log's lines
     * @param scopes gives what an event is completed through
     * @param sink takes the responses
     */
    StreamPipeline(
            EventStream stream,
            TopicKey topic,
            Pipeline.Bounds bounds,
            EventScopes scopes,
            Sink sink,
            Backlog backlog,
            Metrics metrics) {
        this.stream = stream;
        this.topic = topic;
        this.scopes = scopes;
        this.sink = sink;
        this.metrics = metrics;
        this.pipeline = new Pipeline(bounds, this, backlog);
        this.changes = stream.onChange() ? new Changes() : null;
    }

    /** Who asks for the value of now while one is looked at that may be of before something that they must see. */
    private record Later(Object payload, Promise<FirstValue.Value> value) {}

    /** Takes the responses. */
    interface Sink {

        /**
         * One response.
         *
         * @param sequence grows, with gaps where events were filtered out
         * @param event that it came of, or {@link ReceivedEvent#NONE}
         */
        void deliver(long sequence, ReceivedEvent event, Buffer response);
    }

    EventStream stream() {
        return stream;
    }

    /** From the next event on, this stream completes them. */
    void swap(EventStream next) {
        stream = next;
        if (next.onChange() != (changes != null)) {
            changes = next.onChange() ? new Changes() : null;
        }
    }

    /** The sequence of the next response that is added. */
    long next() {
        return sequence;
    }

    /** Uses a sequence up, for what is no response. */
    long skip() {
        return sequence++;
    }

    /** One event; false when it cannot be used. */
    boolean onEvent(ReceivedEvent event, EventScope scope) {
        try {
            return onEventUnguarded(event, scope);
        } catch (RuntimeException e) { // a fault of ours must not end the other streams
            add(event, failed(e));
            return true;
        }
    }

    private boolean onEventUnguarded(ReceivedEvent event, EventScope scope) {
        long start = System.nanoTime();
        EventStream by = stream;
        Optional<String> malformed = Optional.ofNullable(event.malformed()).or(() -> by.malformed(event.value()));
        if (malformed.isPresent()) {
            add(event, by.completeMalformed(malformed.get()));
            return false;
        }
        Object value = event.value();
        if (value == null || !by.accepts(value)) {
            metrics.eventsFiltered().increment();
        } else if (changes == null) {
            pipeline.add(sequence++, event, () -> timed(complete(by, value, scope), start));
        } else {
            onHint(changes, new Changes.Hint(by, value, scope));
        }
        return true;
    }

    private void onHint(Changes seen, Changes.Hint hint) {
        if (seen.coalesces(hint)) {
            metrics.eventsCoalesced().increment();
        } else {
            look(seen, hint);
        }
    }

    private void look(Changes seen, Changes.Hint hint) {
        long start = System.nanoTime();
        Changes.Look look = seen.add(sequence, hint);
        pipeline.add(sequence++, ReceivedEvent.NONE, () -> {
            Changes.Hint now = look.begin();
            boolean anew = now.by() != stream; // since the hint, whose scope is of the graph before
            return timed(complete(stream, now.payload(), anew ? scopes.again(now.scope()) : now.scope()), start);
        });
    }

    /** Not before the systems that the stream awaits show the event. */
    private Future<Buffer> complete(EventStream by, Object payload, EventScope scope) {
        return by.awaits().isEmpty()
                ? by.complete(payload, scope.client())
                : scope.shown(by).compose(shown -> complete(by, payload, shown));
    }

    private Future<Buffer> complete(EventStream by, Object payload, EventScope.Shown shown) {
        if (closed) { // nobody hears it, and its graph may be gone
            return Future.succeededFuture(NOTHING);
        }
        if (shown.unshown() != null) {
            metrics.eventsUnshown().increment();
            return Future.succeededFuture(by.completeUnshown(shown.unshown()));
        }
        return by.complete(payload, shown.client());
    }

    /**
     * The value of now, of a stream of changes whose arguments say of what. It is not one that was begun to be looked at
     * before the call: all who call meanwhile share the next.
     *
     * @param payload what stands for an event
     * @return completes in the turn in which what differs from it is about to be delivered
     */
    Future<FirstValue.Value> first(Object payload) {
        if (first != null) {
            later = later == null ? new Later(payload, Promise.promise()) : later;
            return later.value().future();
        }
        FirstValue asked = new FirstValue(sequence);
        first = asked;
        look(Objects.requireNonNull(changes), new Changes.Hint(stream, payload, scopes.ofNow()));
        return asked.value();
    }

    /** Says that something went wrong, behind the events before it; the stream goes on. */
    void tell(String message, String code) {
        add(ReceivedEvent.NONE, stream.fail(message, code));
    }

    /** Whether everything so far has been delivered. */
    boolean idle() {
        return pipeline.idle();
    }

    /** Whether more events wait than may. */
    boolean overfull() {
        return pipeline.overfull();
    }

    /** The first event behind this position whose response was not delivered yet; null when there is none. */
    Pipeline.@Nullable Entry undelivered(long position) {
        return pipeline.undelivered(position);
    }

    /** Completes once everything so far has been delivered, or never will be. */
    Future<Void> delivered() {
        return pipeline.delivered();
    }

    /** Delivers nothing any more. */
    void close() {
        closed = true;
        pipeline.close();
        failFirst();
    }

    @Override
    public void deliver(long number, ReceivedEvent event, Buffer response) {
        Changes seen = changes;
        Changes.Look look = seen == null ? null : seen.end(number);
        if (seen == null || look == null || seen.news(look, response)) {
            sink.deliver(number, stream.ownIds() ? event : event.unnamed(), response);
        }
        if (first != null && first.number() == number) {
            endFirst(first, response);
        }
        Changes.Hint again = look == null ? null : look.again();
        if (seen != null && again != null) {
            onHint(seen, again);
        }
    }

    @Override
    public Buffer failed(Throwable fault) {
        LOG.atError().addKeyValue(LogKey.TOPIC, topic.topic()).setCause(fault).log("an event could not be completed");
        return stream.fail("the event could not be completed", ErrorCode.INTERNAL_SERVER_ERROR.name());
    }

    @Override
    public void leaveOut(long number) {
        if (changes != null) {
            changes.end(number);
        }
        if (first != null && first.number() == number) {
            failFirst();
        }
    }

    @Override
    public Buffer leftOut(int events) {
        metrics.eventsLeftOut().increment(events);
        return stream.fail(
                "%d events were left out: they came faster than they could be completed".formatted(events),
                ErrorCode.EVENTS_LEFT_OUT.name());
    }

    private void add(ReceivedEvent event, Buffer response) {
        pipeline.add(sequence++, event, response);
    }

    private void endFirst(FirstValue seen, Buffer response) {
        Later next = later;
        first = null;
        later = null;
        seen.complete(response);
        if (next != null && changes != null) {
            first(next.payload()).onComplete(next.value());
        } else if (next != null) {
            next.value().fail(FirstValue.LEFT_OUT);
        }
    }

    private void failFirst() {
        FirstValue ended = first;
        Later next = later;
        first = null;
        later = null;
        if (ended != null) {
            ended.fail();
        }
        if (next != null) {
            next.value().fail(FirstValue.LEFT_OUT);
        }
    }

    private Future<Buffer> timed(Future<Buffer> response, long start) {
        if (response.isComplete()) {
            metrics.executionTime().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return response;
        }
        return response.onComplete(
                complete -> metrics.executionTime().record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
    }
}
