package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.flow.Checkpoints;
import io.weir.telemetry.Metrics;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which addresses of the bus take which topic's events. On the event loop only. */
final class TopicRoutes implements Deliveries.Sink {

    private final Map<String, Set<String>> addresses = new HashMap<>();
    private final EventBus bus;
    private final Checkpoints checkpoints;
    private final String provider;
    private final Metrics metrics;

    TopicRoutes(EventBus bus, String provider, Metrics metrics) {
        this.bus = bus;
        this.checkpoints = new Checkpoints(bus);
        this.provider = provider;
        this.metrics = metrics;
    }

    void add(String topic, String address) {
        addresses.computeIfAbsent(topic, unknown -> new LinkedHashSet<>(1)).add(address);
    }

    /** Whether the topic has no address any more, having had this one. */
    boolean remove(String topic, String address) {
        Set<String> all = addresses.get(topic);
        if (all == null || !all.remove(address) || !all.isEmpty()) {
            return false;
        }
        addresses.remove(topic);
        return true;
    }

    /** Tells those who opened the topic that nothing will come. */
    void lose(String topic) {
        Set<String> all = addresses.remove(topic);
        if (all != null) {
            all.forEach(address -> bus.send(address, new TopicLost(provider, topic)));
        }
    }

    /** Sends a delivery on. One whose topic was closed while it was under way ends here. */
    @Override
    public void deliver(Deliveries.Delivery delivery) {
        Set<String> all = addresses.get(delivery.routingKey());
        if (all == null) {
            metrics.eventsUnclaimed().increment();
            return;
        }
        TopicEvent event = new TopicEvent(
                provider,
                delivery.routingKey(),
                EventProperties.read(delivery.properties()),
                Buffer.buffer(delivery.body()));
        for (String address : all) {
            bus.send(address, event);
            checkpoints.sentTo(address);
        }
    }

    /** Completes once what was delivered so far is on its way to the clients' sockets. */
    @Override
    public Future<Void> handled() {
        return checkpoints.reached();
    }
}
