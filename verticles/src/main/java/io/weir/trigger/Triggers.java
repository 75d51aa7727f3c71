package io.weir.trigger;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.weir.bus.Checkpoint;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.LogAdvanced;
import io.weir.bus.ProviderState;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.cluster.Peers;
import io.weir.config.TriggersConfig;
import io.weir.error.ErrorCode;
import io.weir.execution.CurrentOperations;
import io.weir.execution.PlannedOperations;
import io.weir.flow.Checkpoints;
import io.weir.source.GateClient;
import io.weir.source.ReservedTopics;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** The triggers of one shard: what comes over the bus goes from here to its topic. Belongs to one event loop. */
final class Triggers {

    private final Vertx vertx;
    private final CurrentOperations operations;
    private final Metrics metrics;
    private final Topics topics;
    private final Groups groups;
    private final LogFeed feed;
    private final Joins joins;
    private final Set<String> lostProviders = new HashSet<>();
    private final long positions;
    /** The graph that every group here is planned for. */
    private CurrentOperations.Lease lease;

    /**
     * Makes the triggers of one shard.
     *
     * @param peers whose bridges bring events
     * @param gates where events wait for systems
     * @param busProviders the names of the providers of kind {@code bus}
     * @param positionsEvery how long a subscriber who hears of no event is left without a position
     */
    Triggers(
            Vertx vertx,
            int shard,
            Peers peers,
            TriggersConfig config,
            CurrentOperations operations,
            GateClient gates,
            Set<String> busProviders,
            Duration positionsEvery,
            Metrics metrics) {
        this.vertx = vertx;
        this.operations = operations;
        this.lease = operations.lease();
        this.metrics = metrics;
        Backlog backlog = new Backlog(metrics.eventsPending());
        LogReads log = new LogReads(vertx.eventBus(), config.joinTimeout());
        this.topics = new Topics(vertx, config.linger(), metrics);
        this.groups = new Groups(vertx.eventBus(), backlog, metrics);
        this.feed = new LogFeed(vertx, log, topics, groups);
        Supplier<PlannedOperations> served = () -> lease.operations();
        EventScopes scopes = new EventScopes(served, gates);
        TriggerMaker maker =
                new TriggerMaker(vertx.eventBus(), shard, peers, config, busProviders, log, feed, scopes, metrics);
        this.joins = new Joins(
                new Shard(vertx, config, served, scopes, log, feed, topics, groups, backlog, metrics),
                maker,
                lostProviders::contains);
        this.positions = vertx.setPeriodic(positionsEvery.toMillis(), timer -> groups.tellPositions(feed.position()));
    }

    void onJoin(Message<JoinTrigger> message) {
        joins.onJoin(message);
    }

    void onLeave(LeaveTrigger leave) {
        boolean known = leave.groupId() != LeaveTrigger.WHATEVER_GROUP;
        if (known || !joins.giveUp(Subscription.of(leave))) {
            groups.leave(leave).forEach(group -> topics.closeLater(group.trigger()));
        }
    }

    void onEvent(TopicEvent event) {
        Trigger trigger = topics.find(new TopicKey(event.provider(), event.topic()));
        if (trigger == null || trigger.logged()) {
            metrics.eventsDropped().increment(); // it left the bridge before the topic was closed there
        } else {
            trigger.onEvent(ReceivedEvent.of(event.payload()));
        }
    }

    void onLogAdvanced(LogAdvanced advanced) {
        feed.onAdvanced(advanced);
    }

    void onTopicLost(TopicLost lost) {
        Trigger trigger = topics.find(new TopicKey(lost.provider(), lost.topic()));
        if (trigger != null && !trigger.logged()) {
            String message = "the provider \"%s\" no longer lets this topic be read".formatted(lost.provider());
            trigger.release().forEach(group -> groups.end(group, message, ErrorCode.PROVIDER_UNAVAILABLE.name()));
            topics.discard(trigger);
        }
    }

    /** The log lacks events that its subscribers should have had; not of models, whose events wait until it has them. */
    void onEventsLost(String provider) {
        topics.logged()
                .filter(trigger -> trigger.key().provider().equals(provider))
                .filter(trigger ->
                        !ReservedTopics.ofModels(provider, trigger.key().topic()))
                .forEach(trigger -> trigger.onEventsLost(feed.position()));
    }

    /** Events before this one are handled once their results are, so that a bridge never outruns the sockets. */
    void onCheckpoint(Message<Checkpoint> message) {
        Checkpoints.answer(vertx, message, groups.handled());
    }

    /** What the log handed over before is handled once it is in the pipelines: who does not keep up reads it again. */
    void onLogCheckpoint(Message<Checkpoint> message) {
        Checkpoints.answer(vertx, message, feed.settled());
    }

    void onProviderState(ProviderState state) {
        if (state.connected()) {
            lostProviders.remove(state.provider());
        } else if (lostProviders.add(state.provider())) {
            topics.live()
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
            topics.closeLater(group.trigger());
        });
    }

    void closeAll() {
        vertx.cancelTimer(positions);
        feed.close();
        topics.closeAll();
        lease.release();
    }
}
