package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.GroupResult;
import io.weir.bus.GroupResult.Kind;
import io.weir.execution.EventStream;
import io.weir.telemetry.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Subscriptions of one topic that get equal responses. Belongs to one event loop. */
final class Group implements StreamPipeline.Sink {

    private static final Buffer NOTHING = Buffer.buffer(0);

    private final long id;
    private final Asked asked;
    private final Trigger trigger;
    private final GroupSender sender;
    private final Metrics metrics;
    private final StreamPipeline pipeline;
    private final Members members = new Members();
    /** Those who are about to become members. */
    private List<Newcomer> newcomers = List.of();
    /** The sequence of the last result that was sent. */
    private long last = GroupResult.NONE;
    /** The position that the members were told last. */
    private long told;
    /** Whether they were told anything since it was last asked. */
    private boolean spoke;

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
        this.trigger = trigger;
        this.sender = sender;
        this.metrics = metrics;
        this.pipeline =
                new StreamPipeline(stream, trigger.key(), trigger.bounds(), trigger.scopes(), this, backlog, metrics);
    }

    long id() {
        return id;
    }

    /** What its members asked. */
    Asked asked() {
        return asked;
    }

    /** All topics that feed what its members asked: they are members of one group of each. */
    Set<String> topics() {
        return pipeline.stream().topics();
    }

    /** Equal subscriptions have equal keys. */
    Object key() {
        return asked.key(pipeline.stream());
    }

    /** From the next event on, this stream completes them. */
    void swap(EventStream next) {
        pipeline.swap(next);
    }

    Trigger trigger() {
        return trigger;
    }

    /**
     * Takes a subscription in.
     *
     * @return the sequence of the first result that is for it: of the next event
     */
    long add(Subscription subscription, long position) {
        told = members.isEmpty() ? position : told;
        members.add(subscription);
        return pipeline.next();
    }

    /**
     * Takes a subscription in that has had all up to a position.
     *
     * @return the sequence of the first result that is for it, which may be of an event that is under way
     */
    long addBehind(Subscription subscription, long position) {
        long next = add(subscription, position);
        Pipeline.Entry first = pipeline.undelivered(position);
        return first == null ? next : first.sequence;
    }

    /** All that came of events up to here has been delivered; {@code standing} when nothing is under way. */
    long reached(long position, long standing) {
        Pipeline.Entry first = pipeline.undelivered(position);
        return first == null ? standing : Math.min(standing, first.event.position() - 1);
    }

    /** Takes a subscription in that has had the value of now. */
    void addKnowing(Subscription subscription) {
        members.add(subscription);
    }

    /** The value of now, of a stream of changes; see {@link StreamPipeline#first}. */
    Future<FirstValue.Value> first(Object payload) {
        return pipeline.first(payload);
    }

    /** Forgets a subscription; false when it is no member. */
    boolean remove(Subscription subscription) {
        return members.remove(subscription);
    }

    /** Forgets all subscriptions of a transport instance; false when it had none. */
    boolean removeAll(String transport) {
        return members.removeAll(transport);
    }

    /** Someone is about to become a member; until then it hears what is delivered. */
    void attach(Newcomer newcomer) {
        newcomers = newcomers.isEmpty() ? new ArrayList<>(1) : newcomers;
        newcomers.add(newcomer);
    }

    /** It has become a member, or never will. */
    void detach(Newcomer newcomer) {
        newcomers.remove(newcomer);
    }

    boolean empty() {
        return members.isEmpty() && newcomers.isEmpty();
    }

    /** The transport instances that have members. */
    Set<String> transports() {
        return members.transports();
    }

    /** One event, to be filtered and completed for the members; false when it cannot be used. */
    boolean onEvent(ReceivedEvent event, EventScope scope) {
        return pipeline.onEvent(event, scope);
    }

    /** Whether more events wait than may. */
    boolean overfull() {
        return pipeline.overfull();
    }

    /** Tells the members that something went wrong, behind the events before it; the stream goes on. */
    void tell(String message, String code) {
        pipeline.tell(message, code);
    }

    /** Tells members who have not heard anything since the last call where the log is now, unless they know. */
    void tellPosition(long standing) {
        if (!spoke && standing > told && pipeline.idle()) {
            told = standing;
            metrics.positions().increment();
            send(Kind.POSITION, standing);
        }
        spoke = false;
    }

    /** Sends the members back to the log, each to its own position; nothing is delivered any more. */
    void fallBehind(long standing) {
        long reached = reached(0, standing);
        pipeline.close();
        metrics.groupsBehind().increment();
        send(Kind.BEHIND, reached);
    }

    /** Ends the members' streams, behind the events before it; completes once they have been told, or have left. */
    Future<Void> end(String message, String code) {
        ending = true;
        tell(message, code);
        return pipeline.delivered()
                .onSuccess(delivered -> sender.send(this, GroupResult.complete(id, pipeline.next(), last)));
    }

    /** Completes once every event so far has been delivered, or never will be. */
    Future<Void> delivered() {
        return pipeline.delivered();
    }

    /** Whether its last word was said. */
    boolean ending() {
        return ending;
    }

    /** Delivers nothing any more. */
    void close() {
        pipeline.close();
        List.copyOf(newcomers).forEach(Newcomer::onGroupClosed);
    }

    @Override
    public void deliver(long sequence, ReceivedEvent event, Buffer response) {
        sender.send(this, new GroupResult(id, sequence, last, Kind.NEXT, response, event.position(), event.id()));
        last = sequence;
        spoke = true;
        told = Math.max(told, event.position());
        if (!newcomers.isEmpty()) {
            newcomers.forEach(newcomer -> newcomer.onResult(event, response));
        }
    }

    private void send(Kind kind, long position) {
        long sequence = pipeline.skip();
        sender.send(this, new GroupResult(id, sequence, last, kind, NOTHING, position, null));
        last = sequence;
    }
}
