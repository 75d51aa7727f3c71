package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.CloseTopic;
import io.weir.bus.OpenTopic;
import io.weir.bus.TopicRoute;
import java.time.Duration;

/** The way from one shard to the bridges, over the bus. */
final class BridgeCalls implements BridgeLink {

    private final EventBus bus;
    private final String events;
    private final DeliveryOptions patience;

    /**
     * Makes the way.
     *
     * @param node the shard's own
     * @param timeout how long a bridge may take to open a topic
     */
    BridgeCalls(EventBus bus, String node, int shard, Duration timeout) {
        this.bus = bus;
        this.events = BusAddress.triggerEvents(node, shard);
        this.patience = new DeliveryOptions().setSendTimeout(timeout.toMillis());
    }

    @Override
    public Future<Void> open(TopicKey topic, Opening at, boolean behind) {
        OpenTopic message = new OpenTopic(topic.provider(), topic.topic(), route(at), behind);
        return bus.request(provider(topic, at), message, patience).mapEmpty();
    }

    @Override
    public void close(TopicKey topic, Opening at) {
        bus.send(provider(topic, at), new CloseTopic(topic.provider(), topic.topic(), route(at)));
    }

    private static String provider(TopicKey topic, Opening at) {
        return BusAddress.provider(at.node(), topic.provider());
    }

    private TopicRoute route(Opening at) {
        return new TopicRoute(events, at.number());
    }
}
