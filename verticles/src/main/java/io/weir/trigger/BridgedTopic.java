package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.CloseTopic;
import io.weir.bus.OpenTopic;
import java.time.Duration;

/** A topic of a bridged provider: the bridge is asked for its events, and sends them to the trigger's own address. */
final class BridgedTopic implements TopicSource {

    private final EventBus bus;
    private final TopicKey key;
    private final String deliverTo;
    private final Duration timeout;

    BridgedTopic(EventBus bus, TopicKey key, String deliverTo, Duration timeout) {
        this.bus = bus;
        this.key = key;
        this.deliverTo = deliverTo;
        this.timeout = timeout;
    }

    @Override
    public Future<Void> open() {
        return bus.request(
                        BusAddress.provider(key.provider()),
                        new OpenTopic(key.provider(), key.topic(), deliverTo),
                        new DeliveryOptions().setSendTimeout(timeout.toMillis()))
                .mapEmpty();
    }

    @Override
    public void close() {
        bus.send(BusAddress.provider(key.provider()), new CloseTopic(key.provider(), key.topic(), deliverTo));
    }
}
