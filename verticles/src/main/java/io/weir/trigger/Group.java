package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.GroupResult;
import io.weir.error.ErrorCode;
import io.weir.execution.EventStream;
import io.weir.subgraph.SubgraphClient;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscriptions of one topic that get equal responses. Belongs to one event loop. */
final class Group implements Pipeline.Outlet {

    private static final Logger LOG = LoggerFactory.getLogger(Group.class);

    private final long id;
    private final Asked asked;
    private final Trigger trigger;
    private final GroupSender sender;
    private final Metrics metrics;
    private final Pipeline pipeline;
    /** Subscription ids by the address of their transport instance. */
    private final Map<String, Set<Long>> members = new HashMap<>(2);

    private EventStream stream;
    private long sequence;
    private boolean ending;

    Group(
            long id,
            Asked asked,
            EventStream stream,
            Trigger trigger,
            GroupSender sender,
            Backlog backlog,
            Metrics metrics) {
        this.id = id;
        this.asked = asked;
        this.stream = stream;
        this.trigger = trigger;
        this.sender = sender;
        this.metrics = metrics;
        this.pipeline = new Pipeline(trigger.bounds(), this, backlog);
    }

    long id() {
        return id;
    }

    /** What its members asked. */
    Asked asked() {
        return asked;
    }

    /** Equal subscriptions have equal keys. */
    Object key() {
        return asked.key(stream);
    }

    /** From the next event on, this stream completes them. */
    void swap(EventStream next) {
        stream = next;
    }

    Trigger trigger() {
        return trigger;
    }

    /**
     * Takes a subscription in.
     *
     * @return the sequence of the first result that is for it
     */
    long add(String transport, long subscriptionId) {
        members.computeIfAbsent(transport, address -> new HashSet<>()).add(subscriptionId);
        return sequence;
    }

    /** Forgets a subscription; false when it is no member. */
    boolean remove(String transport, long subscriptionId) {
        Set<Long> ids = members.get(transport);
        if (ids == null || !ids.remove(subscriptionId)) {
            return false;
        }
        if (ids.isEmpty()) {
            members.remove(transport);
        }
        return true;
    }

    boolean empty() {
        return members.isEmpty();
    }

    /** The transport instances that have members. */
    Set<String> transports() {
        return members.keySet();
    }

    /** One event, to be filtered and completed for the members; false when it cannot be used. */
    boolean onEvent(EventPayload payload, SubgraphClient scope) {
        try {
            return onEventUnguarded(payload, scope);
        } catch (RuntimeException e) { // a fault of ours must not end the other groups' streams
            tell(failed(e));
            return true;
        }
    }

    private boolean onEventUnguarded(EventPayload payload, SubgraphClient scope) {
        long start = System.nanoTime();
        EventStream by = stream;
        Optional<String> malformed = Optional.ofNullable(payload.malformed()).or(() -> by.malformed(payload.value()));
        if (malformed.isPresent()) {
            tell(by.completeMalformed(malformed.get()));
            return false;
        }
        Object value = payload.value();
        if (value != null && by.accepts(value)) {
            pipeline.add(sequence++, () -> timed(by.complete(value, scope), start));
        } else {
            metrics.eventsFiltered().increment();
        }
        return true;
    }

    /** Tells the members that something went wrong, behind the events before it; the stream goes on. */
    void tell(String message, String code) {
        tell(stream.fail(message, code));
    }

    /** Ends the members' streams, behind the events before it; completes once they have been told, or have left. */
    Future<Void> end(String message, String code) {
        ending = true;
        tell(message, code);
        return pipeline.delivered().onSuccess(delivered -> sender.send(this, GroupResult.complete(id, sequence)));
    }

    /** Whether its last word was said. */
    boolean ending() {
        return ending;
    }

    /** Delivers nothing any more. */
    void close() {
        pipeline.close();
    }

    @Override
    public void deliver(long number, Buffer response) {
        sender.send(this, GroupResult.next(id, number, response));
    }

    @Override
    public Buffer failed(Throwable fault) {
        LOG.atError()
                .addKeyValue(LogKey.TOPIC, trigger.key().topic())
                .setCause(fault)
                .log("an event could not be completed");
        return stream.fail("the event could not be completed", ErrorCode.INTERNAL_SERVER_ERROR.name());
    }

    @Override
    public Buffer leftOut(int events) {
        metrics.eventsLeftOut().increment(events);
        return stream.fail(
                "%d events were left out: they came faster than they could be completed".formatted(events),
                ErrorCode.EVENTS_LEFT_OUT.name());
    }

    private void tell(Buffer response) {
        pipeline.add(sequence++, response);
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
