package io.weir.trigger;

import io.vertx.core.eventbus.EventBus;
import io.weir.config.TriggersConfig;
import io.weir.telemetry.Metrics;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the triggers of one shard, each with the source that its topic has. */
final class TriggerMaker {

    private final EventBus bus;
    private final Bridges bridges;
    private final Consumer<Trigger> gone;
    private final TriggersConfig config;
    private final Set<String> busProviders;
    private final LogReads log;
    private final LogFeed feed;
    private final EventScopes scopes;
    private final Metrics metrics;

    /**
     * Makes them for a shard.
     *
     * @param bridges bring the events of bridged topics
     * @param gone takes a trigger whose topic was taken away
     * @param busProviders the names of the providers of kind {@code bus}
     * @param scopes gives what completes one event
     */
    TriggerMaker(
            EventBus bus,
            Bridges bridges,
            Consumer<Trigger> gone,
            TriggersConfig config,
            Set<String> busProviders,
            LogReads log,
            LogFeed feed,
            EventScopes scopes,
            Metrics metrics) {
        this.bus = bus;
        this.bridges = bridges;
        this.gone = gone;
        this.config = config;
        this.busProviders = busProviders;
        this.log = log;
        this.feed = feed;
        this.scopes = scopes;
        this.metrics = metrics;
    }

    /** The trigger of a topic of the log, about to open. */
    Trigger logged(TopicKey key) {
        Trigger trigger = trigger(key, Pipeline.Beyond.FALL_BEHIND);
        trigger.open(new LoggedSource(log, feed, trigger));
        return trigger;
    }

    /** The trigger of a topic that is not logged, about to open. */
    Trigger live(TopicKey key) {
        boolean onBus = busProviders.contains(key.provider());
        Trigger trigger = trigger(key, onBus ? Pipeline.Beyond.LEAVE_OUT : Pipeline.Beyond.HOLD_BACK);
        trigger.open(
                onBus ? new BusTopic(bus, trigger) : new BridgedTopic(key, bridges, new BridgedEvents(trigger, gone)));
        return trigger;
    }

    private Trigger trigger(TopicKey key, Pipeline.Beyond beyond) {
        return new Trigger(key, new Pipeline.Bounds(config.concurrency(), config.pending(), beyond), scopes, metrics);
    }
}
