package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.cluster.Peers;
import io.weir.flow.Checkpoints;
import io.weir.telemetry.Metrics;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which addresses of the bus take which topic's events. On the event loop only. */
public final class TopicRoutes {

    private final Map<String, Set<String>> addresses = new HashMap<>();
    private final EventBus bus;
    private final Checkpoints checkpoints;
    private final String provider;
    private final Metrics metrics;

    /** No routes yet; who is no peer any more is not waited for. */
    public TopicRoutes(EventBus bus, Peers peers, String provider, Metrics metrics) {
        this.bus = bus;
        this.checkpoints = new Checkpoints(bus, peers);
        this.provider = provider;
        this.metrics = metrics;
    }

    /** From now on the address takes the topic's events too. */
    public void add(String topic, String address) {
        addresses.computeIfAbsent(topic, unknown -> new LinkedHashSet<>(1)).add(address);
    }

    /** Whether the topic has no address any more, having had this one. */
    public boolean remove(String topic, String address) {
        Set<String> all = addresses.get(topic);
        if (all == null || !all.remove(address) || !all.isEmpty()) {
            return false;
        }
        addresses.remove(topic);
        return true;
    }

    /** Tells those who opened the topic that nothing will come; whether there were any. */
    public boolean lose(String topic) {
        Set<String> all = addresses.remove(topic);
        if (all == null) {
            return false;
        }
        all.forEach(address -> bus.send(address, new TopicLost(provider, topic)));
        return true;
    }

    /** Sends an event on, without waiting. One whose topic was closed while it was under way ends here. */
    public void deliver(TopicEvent event) {
        Set<String> all = addresses.get(event.topic());
        if (all == null) {
            metrics.eventsUnclaimed().increment();
            return;
        }
        for (String address : all) {
            bus.send(address, event);
            checkpoints.sentTo(address);
        }
    }

    /** Completes once what was delivered so far is on its way to the clients' sockets; never fails. */
    public Future<Void> handled() {
        return checkpoints.reached();
    }
}
