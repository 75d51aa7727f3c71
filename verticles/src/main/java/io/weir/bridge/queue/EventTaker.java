package io.weir.bridge.queue;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.weir.bridge.Delivery;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusAddress;
import java.time.Duration;
import java.util.List;

/** Brings events to the log. */
public final class EventTaker implements Taker {

    /** A log that says nothing for so long has lost the batch; one that cannot store it says so at once. */
    private static final DeliveryOptions PATIENCE =
            new DeliveryOptions().setSendTimeout(Duration.ofSeconds(30).toMillis());

    private final EventBus bus;

    /** Sends to the log of any node. */
    public EventTaker(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Void> take(List<Delivery> batch) {
        AppendEvents events =
                new AppendEvents(batch.stream().map(Delivery::event).toList());
        return bus.request(BusAddress.LOG, events, PATIENCE).mapEmpty();
    }
}
