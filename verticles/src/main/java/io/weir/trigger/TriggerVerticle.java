package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.Checkpoint;
import io.weir.bus.GraphReplaced;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.LogAdvanced;
import io.weir.bus.ProviderState;
import io.weir.bus.RoutedEvent;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicLost;
import io.weir.cluster.Peers;
import io.weir.config.TriggersConfig;
import io.weir.execution.CurrentOperations;
import io.weir.source.GateClient;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the triggers of one shard on one event loop. */
public final class TriggerVerticle extends VerticleBase {

    /** How long the place of a subscriber who hears of no event may stay where it is. */
    private static final Duration POSITIONS_EVERY = Duration.ofSeconds(5);

    private static final long LEAVING_LOOK_MILLIS = 50;

    private final int shard;
    private final TriggersConfig config;
    private final Peers peers;
    private final CurrentOperations operations;
    private final GateClient gates;
    private final Set<String> busProviders;
    private final Duration handover;
    private final Duration positionsEvery;
    private final Metrics metrics;
    private @Nullable Triggers triggers;

    /**
     * Makes the verticle of one shard.
     *
     * @param shard from 0; each shard of a node has one verticle
     * @param peers whose bridges bring events
     * @param gates where events wait for systems
     * @param busProviders the names of the providers of kind {@code bus}
     * @param handover how long subscribers of other nodes may take to go elsewhere when this one stops
     */
    public TriggerVerticle(
            int shard,
            Peers peers,
            TriggersConfig config,
            CurrentOperations operations,
            GateClient gates,
            Set<String> busProviders,
            Duration handover,
            Metrics metrics) {
        this(shard, peers, config, operations, gates, busProviders, handover, POSITIONS_EVERY, metrics);
    }

    TriggerVerticle(
            int shard,
            Peers peers,
            TriggersConfig config,
            CurrentOperations operations,
            GateClient gates,
            Set<String> busProviders,
            Duration handover,
            Duration positionsEvery,
            Metrics metrics) {
        this.shard = shard;
        this.peers = peers;
        this.config = config;
        this.operations = operations;
        this.gates = gates;
        this.busProviders = busProviders;
        this.handover = handover;
        this.positionsEvery = positionsEvery;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        Triggers started =
                new Triggers(vertx, shard, peers, config, operations, gates, busProviders, positionsEvery, metrics);
        triggers = started;
        EventBus bus = vertx.eventBus();
        MessageConsumer<BusMessage> requests =
                bus.consumer(BusAddress.trigger(peers.self(), shard), m -> route(started, m));
        MessageConsumer<BusMessage> events =
                bus.consumer(BusAddress.triggerEvents(peers.self(), shard), m -> routeOfBridges(started, m));
        MessageConsumer<BusMessage> log = bus.localConsumer(BusAddress.triggerLog(shard), m -> routeOfLog(started, m));
        MessageConsumer<ProviderState> states =
                bus.consumer(BusAddress.PROVIDER_STATE, message -> started.onProviderState(message.body()));
        MessageConsumer<GraphReplaced> graphs =
                bus.localConsumer(BusAddress.GRAPH_REPLACED, message -> started.onGraphReplaced());
        return Future.all(List.of(
                requests.completion(),
                events.completion(),
                log.completion(),
                states.completion(),
                graphs.completion()));
    }

    @Override
    public Future<?> stop() {
        Triggers stopping = triggers;
        if (stopping == null) {
            return Future.succeededFuture();
        }
        Promise<Void> left = Promise.promise();
        awaitLeaving(stopping, System.nanoTime() + handover.toNanos(), left);
        return left.future().onSuccess(over -> stopping.closeAll());
    }

    private void awaitLeaving(Triggers stopping, long deadline, Promise<Void> left) {
        if (!stopping.hasGuests() || System.nanoTime() - deadline >= 0) {
            left.complete();
        } else {
            vertx.setTimer(LEAVING_LOOK_MILLIS, look -> awaitLeaving(stopping, deadline, left));
        }
    }

    @SuppressWarnings("unchecked") // the body's class says what the message is
    private static void route(Triggers triggers, Message<? extends BusMessage> message) {
        if (message.body() instanceof JoinTrigger) {
            triggers.onJoin((Message<JoinTrigger>) message);
        } else if (message.body() instanceof LeaveTrigger leave && message.replyAddress() == null) {
            triggers.onLeave(leave);
        } else if (message.body() instanceof LeaveTrigger leave) {
            triggers.onFinish(leave).onComplete(finished -> message.reply(leave));
        }
    }

    @SuppressWarnings("unchecked") // the body's class says what the message is
    private static void routeOfBridges(Triggers triggers, Message<? extends BusMessage> message) {
        if (message.body() instanceof RoutedEvent event) {
            triggers.onEvent(event);
        } else if (message.body() instanceof TopicClosed closed) {
            triggers.onTopicClosed(closed);
            if (message.replyAddress() != null) {
                message.reply(closed);
            }
        } else if (message.body() instanceof TopicLost lost) {
            triggers.onTopicLost(lost);
        } else if (message.body() instanceof Checkpoint) {
            triggers.onCheckpoint((Message<Checkpoint>) message);
        }
    }

    @SuppressWarnings("unchecked") // the body's class says what the message is
    private static void routeOfLog(Triggers triggers, Message<? extends BusMessage> message) {
        if (message.body() instanceof LogAdvanced advanced) {
            triggers.onLogAdvanced(advanced);
        } else if (message.body() instanceof TopicLost lost) {
            triggers.onEventsLost(lost.provider());
        } else if (message.body() instanceof Checkpoint) {
            triggers.onLogCheckpoint((Message<Checkpoint>) message);
        }
    }
}
