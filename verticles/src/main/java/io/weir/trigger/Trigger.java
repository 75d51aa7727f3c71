package io.weir.trigger;

import io.vertx.core.Future;
import io.weir.bus.LoggedEvent;
import io.weir.error.ErrorCode;
import io.weir.execution.EventStream;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open topic and the groups that listen to it. Belongs to one event loop. */
final class Trigger {

    private static final Logger LOG = LoggerFactory.getLogger(Trigger.class);

    private final TopicKey key;
    private final Pipeline.Bounds bounds;
    private final EventScopes scopes;
    private final Metrics metrics;
    private final Set<Group> groups = new LinkedHashSet<>();
    private final Map<Object, Group> byKey = new HashMap<>();
    private @Nullable TopicSource source;
    private Future<Void> opened = Future.failedFuture("not opened yet");
    /** Joins that wait for the topic, or read its history; they keep the trigger from closing. */
    private int joining;

    private long joins;
    private long quietSince;

    /**
     * Makes the trigger of a topic.
     *
     * @param bounds of the pipeline of each of its groups
     * @param scopes gives what the groups complete one event through
     */
    Trigger(TopicKey key, Pipeline.Bounds bounds, EventScopes scopes, Metrics metrics) {
        this.key = key;
        this.bounds = bounds;
        this.scopes = scopes;
        this.metrics = metrics;
    }

    TopicKey key() {
        return key;
    }

    Pipeline.Bounds bounds() {
        return bounds;
    }

    /** Gives what one event is completed through. */
    EventScopes scopes() {
        return scopes;
    }

    /** Whether its events come from the log. */
    boolean logged() {
        return bounds.beyond() == Pipeline.Beyond.FALL_BEHIND;
    }

    void open(TopicSource from) {
        source = from;
        opened = from.open();
    }

    void close() {
        if (source != null) {
            source.close();
        }
    }

    /** Completes once the topic is open; the caller joins until {@link #joinEnded}. */
    Future<Void> join() {
        joining++;
        joins++;
        return opened;
    }

    void joinEnded() {
        joining--;
    }

    /** How many joins there ever were: whoever waits for it to stay idle sees whether it did. */
    long joins() {
        return joins;
    }

    boolean idle() {
        return joining == 0 && groups.isEmpty();
    }

    /** The group with this key; null when there is none. */
    @Nullable
    Group group(Object groupKey) {
        return byKey.get(groupKey);
    }

    List<Group> groups() {
        return List.copyOf(groups);
    }

    void add(Group group) {
        groups.add(group);
        byKey.put(group.key(), group);
    }

    void remove(Group group) {
        groups.remove(group);
        byKey.remove(group.key(), group);
    }

    /** Gives a group another stream. Should two groups be equal then, each keeps its members. */
    void swap(Group group, EventStream stream) {
        byKey.remove(group.key(), group);
        group.swap(stream);
        byKey.putIfAbsent(group.key(), group);
    }

    /** One event: checked, filtered and completed once for each group. */
    void onEvent(ReceivedEvent event) {
        metrics.eventsIn().increment();
        boolean usable = true;
        EventScope scope = scopes.of(event.value());
        for (Group group : groups) {
            usable &= group.onEvent(event, scope);
        }
        if (!usable) {
            metrics.eventsMalformed().increment();
            LOG.atDebug()
                    .addKeyValue(LogKey.TOPIC, key.topic())
                    .addKeyValue(LogKey.PROVIDER, key.provider())
                    .log("malformed event");
        }
    }

    /**
     * One event of the log, later than any before.
     *
     * @return the groups that do not keep up
     */
    List<Group> onEvent(LoggedEvent event) {
        quietSince = event.position();
        if (groups.isEmpty()) {
            return List.of();
        }
        onEvent(ReceivedEvent.of(event));
        List<Group> overfull = List.of();
        for (Group group : groups) {
            if (group.overfull()) {
                overfull = overfull.isEmpty() ? new ArrayList<>() : overfull;
                overfull.add(group);
            }
        }
        return overfull;
    }

    /** Nothing is known of what was before this position of the log. */
    void startAt(long position) {
        quietSince = position;
    }

    /** No event of the topic came behind this position of the log. */
    long quietSince() {
        return quietSince;
    }

    /** Tells every subscriber that events may be missing from here. */
    void onProviderLost() {
        String message = "the connection to the provider \"%s\" was lost; events may be missing until it is back"
                .formatted(key.provider());
        groups.forEach(group -> group.tell(message, ErrorCode.PROVIDER_UNAVAILABLE.name()));
    }

    /** Tells every subscriber that some events are missing here. */
    void onEventsMissed() {
        metrics.eventsLost().increment();
        String message =
                "events of the provider \"%s\" were lost on their way: some are missing here".formatted(key.provider());
        groups.forEach(group -> group.tell(message, ErrorCode.PROVIDER_UNAVAILABLE.name()));
    }

    /** Tells every subscriber that the log lacks events before this position; who comes back has to ask it. */
    void onEventsLost(long position) {
        startAt(Math.max(quietSince, position));
        String message = "events of this topic were lost before they were kept: some are missing here";
        groups.forEach(group -> group.tell(message, ErrorCode.RESUME_GAP.name()));
    }

    /** Nothing will come any more: the groups are no longer of this trigger. */
    List<Group> release() {
        List<Group> released = List.copyOf(groups);
        groups.clear();
        byKey.clear();
        return released;
    }
}
