package io.weir.trigger;

import io.vertx.core.Future;
import io.weir.bus.BusFailure;
import io.weir.execution.EventStream;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open topic and the groups that listen to it. Belongs to one event loop. */
final class Trigger {

    private static final Logger LOG = LoggerFactory.getLogger(Trigger.class);

    private final TopicKey key;
    private final GroupSender sender;
    private final Metrics metrics;
    private final Map<Object, Group> groups = new LinkedHashMap<>();
    private @Nullable TopicSource source;
    private Future<Void> opened = Future.failedFuture("not opened yet");
    /** Joins that wait for the topic; they keep the trigger from closing. */
    private int joining;

    private long joins;

    Trigger(TopicKey key, GroupSender sender, Metrics metrics) {
        this.key = key;
        this.sender = sender;
        this.metrics = metrics;
    }

    TopicKey key() {
        return key;
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

    Group group(Object groupKey, Function<Object, Group> make) {
        return groups.computeIfAbsent(groupKey, make);
    }

    void remove(Group group) {
        groups.remove(group.key());
    }

    /** One event: checked, filtered and completed once for each group. */
    void onEvent(EventPayload payload) {
        metrics.eventsIn().increment();
        boolean usable = true;
        for (Group group : groups.values()) {
            long start = System.nanoTime();
            usable &= deliver(group, payload);
            metrics.executionTime().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
        if (!usable) {
            metrics.eventsMalformed().increment();
            LOG.atDebug()
                    .addKeyValue(LogKey.TOPIC, key.topic())
                    .addKeyValue(LogKey.PROVIDER, key.provider())
                    .log("malformed event");
        }
    }

    /** Tells every subscriber that events may be missing from here. */
    void onProviderLost() {
        for (Group group : groups.values()) {
            sender.next(
                    group,
                    group.stream()
                            .fail(
                                    "the connection to the provider \"%s\" was lost; events may be missing until it is back"
                                            .formatted(key.provider()),
                                    "PROVIDER_UNAVAILABLE"));
        }
    }

    /** Nothing will come any more: says so to every subscriber, and ends their streams. */
    List<Group> onTopicLost() {
        List<Group> ended = List.copyOf(groups.values());
        for (Group group : ended) {
            sender.next(
                    group,
                    group.stream()
                            .fail(
                                    "the provider \"%s\" no longer lets this topic be read".formatted(key.provider()),
                                    BusFailure.PROVIDER_UNAVAILABLE.name()));
            sender.complete(group);
        }
        groups.clear();
        return ended;
    }

    /** False when the event could not be used. */
    private boolean deliver(Group group, EventPayload payload) {
        try {
            return deliverUnguarded(group, payload);
        } catch (RuntimeException e) { // a fault of ours must not end the other groups' streams
            LOG.atError().addKeyValue(LogKey.TOPIC, key.topic()).setCause(e).log("an event could not be completed");
            sender.next(group, group.stream().fail("the event could not be completed", "INTERNAL_SERVER_ERROR"));
            return true;
        }
    }

    private boolean deliverUnguarded(Group group, EventPayload payload) {
        EventStream stream = group.stream();
        Optional<String> malformed =
                Optional.ofNullable(payload.malformed()).or(() -> stream.malformed(payload.value()));
        if (malformed.isPresent()) {
            sender.next(group, stream.completeMalformed(malformed.get()));
            return false;
        }
        Object value = payload.value();
        if (value != null) {
            if (stream.accepts(value)) {
                sender.next(group, stream.complete(value));
            } else {
                metrics.eventsFiltered().increment();
            }
        }
        return true;
    }
}
