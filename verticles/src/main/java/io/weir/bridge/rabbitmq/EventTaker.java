package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusAddress;
import io.weir.bus.TopicEvent;
import java.time.Duration;
import java.util.List;

/** Brings events to the log. */
final class EventTaker implements Taker {

    /** A log that says nothing for so long has lost the batch; one that cannot store it says so at once. */
    private static final DeliveryOptions PATIENCE =
            new DeliveryOptions().setSendTimeout(Duration.ofSeconds(30).toMillis());

    private final EventBus bus;
    private final String provider;

    EventTaker(EventBus bus, String provider) {
        this.bus = bus;
        this.provider = provider;
    }

    @Override
    public Future<Void> take(List<Deliveries.Delivery> batch) {
        AppendEvents events = new AppendEvents(batch.stream().map(this::event).toList());
        return bus.request(BusAddress.LOG, events, PATIENCE).mapEmpty();
    }

    private TopicEvent event(Deliveries.Delivery delivery) {
        return new TopicEvent(
                provider,
                delivery.routingKey(),
                EventProperties.read(delivery.properties()),
                Buffer.buffer(delivery.body()));
    }
}
