package io.weir.trigger;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.Checkpoint;
import io.weir.bus.JoinRefused;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.ProviderState;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.bus.TriggerJoined;
import io.weir.config.TriggersConfig;
import io.weir.error.ErrorCode;
import io.weir.execution.CurrentOperations;
import io.weir.execution.Errors;
import io.weir.execution.EventStream;
import io.weir.flow.Checkpoints;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.telemetry.Metrics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The triggers of one shard: opened by the first subscriber of a topic, closed a little after the last one left.
 * Belongs to one event loop.
 */
final class Triggers {

    /** Topics without subscribers that are kept open; more close at once, so that no client can heap them up. */
    static final int MAX_LINGERING = 1000;

    private final Vertx vertx;
    private final int shard;
    private final TriggersConfig config;
    private final CurrentOperations operations;
    private final Set<String> busProviders;
    private final Metrics metrics;
    private final Groups groups;
    private final Map<TopicKey, Trigger> triggers = new HashMap<>();
    /** Joins whose topic is not open yet; one that is gone from here was given up by its transport. */
    private final Set<Subscription> joining = new HashSet<>();

    private final Set<String> lostProviders = new HashSet<>();
    /** The graph that every group here is planned for. */
    private CurrentOperations.Lease lease;

    private int lingering;

    Triggers(
            Vertx vertx,
            int shard,
            TriggersConfig config,
            CurrentOperations operations,
            Set<String> busProviders,
            Metrics metrics) {
        this.vertx = vertx;
        this.shard = shard;
        this.config = config;
        this.operations = operations;
        this.lease = operations.lease();
        this.busProviders = busProviders;
        this.metrics = metrics;
        this.groups = new Groups(vertx.eventBus(), metrics);
    }

    void onJoin(Message<JoinTrigger> message) {
        JoinTrigger join = message.body();
        Asked asked = Asked.of(join);
        CurrentOperations.Lease planned = lease;
        EventStream stream;
        try {
            stream = planned.operations().stream(asked.request());
            checkTopic(join, stream);
        } catch (RequestErrors e) {
            message.reply(new JoinRefused(Errors.json(e.errors())));
            return;
        }
        if (lostProviders.contains(stream.provider())) {
            message.fail(BusFailure.PROVIDER_UNAVAILABLE.code(), unavailable(stream.provider()));
            return;
        }
        Trigger trigger = trigger(new TopicKey(stream.provider(), stream.topic()));
        Subscription subscription = new Subscription(join.deliverTo(), join.subscriptionId());
        joining.add(subscription);
        trigger.join().onComplete(opened -> {
            trigger.joinEnded();
            if (!joining.remove(subscription)) {
                closeLater(trigger);
            } else if (opened.failed()) {
                discard(trigger);
                fail(message, stream.provider(), opened.cause());
            } else if (planned != lease) { // the graph was replaced in the meantime
                onJoin(message);
                closeLater(trigger);
            } else {
                message.reply(joined(groups.of(trigger, stream, asked), join));
            }
        });
    }

    void onLeave(LeaveTrigger leave) {
        boolean known = leave.groupId() != LeaveTrigger.WHATEVER_GROUP;
        if (known || !joining.remove(new Subscription(leave.deliverTo(), leave.subscriptionId()))) {
            groups.leave(leave).forEach(group -> closeLater(group.trigger()));
        }
    }

    void onEvent(TopicEvent event) {
        Trigger trigger = triggers.get(new TopicKey(event.provider(), event.topic()));
        if (trigger == null) {
            metrics.eventsDropped().increment(); // it left the bridge before the topic was closed there
        } else {
            trigger.onEvent(EventPayload.of(event.payload()));
        }
    }

    void onTopicLost(TopicLost lost) {
        Trigger trigger = triggers.get(new TopicKey(lost.provider(), lost.topic()));
        if (trigger != null) {
            String message = "the provider \"%s\" no longer lets this topic be read".formatted(lost.provider());
            trigger.release().forEach(group -> groups.end(group, message, ErrorCode.PROVIDER_UNAVAILABLE.name()));
            discard(trigger);
        }
    }

    /** Events before this one are handled once their results are, so that a bridge never outruns the sockets. */
    void onCheckpoint(Message<Checkpoint> message) {
        Checkpoints.answer(vertx, message, groups.handled());
    }

    void onProviderState(ProviderState state) {
        if (state.connected()) {
            lostProviders.remove(state.provider());
        } else if (lostProviders.add(state.provider())) {
            triggers.values().stream()
                    .filter(trigger -> trigger.key().provider().equals(state.provider()))
                    .forEach(Trigger::onProviderLost);
        }
    }

    /** Plans every live subscription anew; from the next event on, the new graph completes them. */
    void onGraphReplaced() {
        CurrentOperations.Lease old = lease;
        lease = operations.lease();
        groups.delivered().onComplete(delivered -> old.release());
        Replanning replanning = new Replanning(lease.operations(), groups);
        groups.open().forEach(group -> {
            replanning.replan(group);
            closeLater(group.trigger());
        });
    }

    void closeAll() {
        List.copyOf(triggers.values()).forEach(this::discard);
        lease.release();
    }

    private static TriggerJoined joined(Group group, JoinTrigger join) {
        return TriggerJoined.live(group.id(), group.add(join.deliverTo(), join.subscriptionId()));
    }

    private Trigger trigger(TopicKey key) {
        return triggers.computeIfAbsent(key, k -> {
            boolean onBus = busProviders.contains(k.provider());
            Trigger trigger = new Trigger(
                    k,
                    new Pipeline.Bounds(config.concurrency(), config.pending(), !onBus),
                    () -> lease.operations().forEvent(),
                    metrics);
            trigger.open(
                    onBus
                            ? new BusTopic(vertx.eventBus(), trigger)
                            : new BridgedTopic(
                                    vertx.eventBus(), k, BusAddress.triggerEvents(shard), config.joinTimeout()));
            metrics.triggers().increment();
            return trigger;
        });
    }

    private void closeLater(Trigger trigger) {
        if (!trigger.idle()) {
            return;
        }
        if (lingering == MAX_LINGERING) {
            discard(trigger);
        } else {
            long joins = trigger.joins();
            lingering++;
            vertx.setTimer(Math.max(1, config.linger().toMillis()), timer -> {
                lingering--;
                if (trigger.idle() && trigger.joins() == joins) {
                    discard(trigger);
                }
            });
        }
    }

    private void discard(Trigger trigger) {
        if (triggers.remove(trigger.key(), trigger)) {
            trigger.close();
            metrics.triggers().decrement();
        }
    }

    /** Nodes that render the same subscription differently run different schemas. */
    private static void checkTopic(JoinTrigger join, EventStream stream) throws RequestErrors {
        if (!join.topic().equals(stream.topic()) || !join.provider().equals(stream.provider())) {
            throw new RequestErrors(RequestError.of(
                    "the nodes of this server run different schemas; try again", RequestError.VALIDATION_FAILED));
        }
    }

    private static void fail(Message<JoinTrigger> message, String provider, Throwable cause) {
        boolean said = cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE;
        int code = said && cause instanceof ReplyException reply
                ? reply.failureCode()
                : BusFailure.PROVIDER_UNAVAILABLE.code();
        message.fail(code, said ? String.valueOf(cause.getMessage()) : unavailable(provider));
    }

    private static String unavailable(String provider) {
        return "the provider \"%s\" is not connected; try again".formatted(provider);
    }
}
