package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.weir.bus.Checkpoint;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.LogAdvanced;
import io.weir.bus.ProviderState;
import io.weir.bus.RoutedEvent;
import io.weir.bus.Service;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicLost;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import io.weir.config.TriggersConfig;
import io.weir.error.ErrorCode;
import io.weir.execution.CurrentOperations;
import io.weir.execution.PlannedOperations;
import io.weir.flow.Checkpoints;
import io.weir.flow.VertxTiming;
import io.weir.source.GateClient;
import io.weir.source.ReservedTopics;
import io.weir.telemetry.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The triggers of one shard: what comes over the bus goes from here to its topic. Belongs to one event loop. */
final class Triggers {

    private final Vertx vertx;
    private final Peers peers;
    private final CurrentOperations operations;
    private final Metrics metrics;
    private final Topics topics;
    private final Groups groups;
    private final LogFeed feed;
    private final Joins joins;
    private final Bridges bridges;
    private final long positions;
    private final Runnable unfollow;
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
        this.peers = peers;
        this.operations = operations;
        this.lease = operations.lease();
        this.metrics = metrics;
        Backlog backlog = new Backlog(metrics.eventsPending());
        LogReads log = new LogReads(vertx.eventBus(), peers, config.joinTimeout());
        this.topics = new Topics(vertx, config.linger(), metrics);
        this.groups = new Groups(vertx.eventBus(), peers, backlog, metrics);
        this.feed = new LogFeed(vertx, log, topics, groups);
        Supplier<PlannedOperations> served = () -> lease.operations();
        EventScopes scopes = new EventScopes(served, gates);
        BridgeLink link = new BridgeCalls(vertx.eventBus(), peers.self(), shard, config.joinTimeout());
        this.bridges = new Bridges(peers, link, new VertxTiming(vertx, Clock.systemUTC()), new SplittableRandom());
        TriggerMaker maker = new TriggerMaker(
                vertx.eventBus(), bridges, this::onGone, config, busProviders, log, feed, scopes, metrics);
        this.joins = new Joins(
                new Shard(vertx, config, served, scopes, log, feed, topics, groups, backlog, metrics),
                maker,
                bridges::unavailable);
        this.unfollow = peers.follow(this::onMembers);
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

    /** The same once what is under way for the subscription's group has come: then the future completes. */
    Future<Void> onFinish(LeaveTrigger leave) {
        return groups.handled(leave.groupId()).onComplete(delivered -> onLeave(leave));
    }

    /** An event that came to this shard. */
    void onEvent(RoutedEvent event) {
        if (!bridges.onEvent(event)) {
            metrics.eventsDropped().increment(); // it left the bridge before the topic was closed there
        }
    }

    void onTopicClosed(TopicClosed closed) {
        bridges.onClosed(closed);
    }

    void onLogAdvanced(LogAdvanced advanced) {
        feed.onAdvanced(advanced);
    }

    void onTopicLost(TopicLost lost) {
        bridges.onLost(lost);
    }

    private void onGone(Trigger trigger) {
        String message = "the provider \"%s\" no longer lets this topic be read"
                .formatted(trigger.key().provider());
        trigger.release().forEach(group -> groups.end(group, message, ErrorCode.PROVIDER_UNAVAILABLE.name()));
        topics.discard(trigger);
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

    private void onMembers(Members nodes) {
        groups.onMembers(nodes).forEach(group -> topics.closeLater(group.trigger()));
    }

    void onProviderState(ProviderState state) {
        bridges.onProviderState(state);
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

    /** Whether other nodes have subscribers here, who are on their way elsewhere since this node drains. */
    boolean hasGuests() {
        return peers.members()
                        .home(Service.TRIGGERS, "")
                        .filter(node -> !node.equals(peers.self()))
                        .isPresent()
                && groups.hasGuests(peers.self());
    }

    void closeAll() {
        vertx.cancelTimer(positions);
        unfollow.run();
        feed.close();
        bridges.close();
        topics.closeAll();
        lease.release();
    }
}
