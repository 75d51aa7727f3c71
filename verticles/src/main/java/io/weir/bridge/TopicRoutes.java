package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.RoutedEvent;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.bus.TopicRoute;
import io.weir.cluster.Peers;
import io.weir.flow.Checkpoints;
import io.weir.telemetry.Metrics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which openings take which topic's events; numbers the events of each, so that its trigger sees whether one is missing.
 * On the event loop only.
 */
public final class TopicRoutes {

    /** How many events each opening of a topic has had, by topic. */
    private final Map<String, Map<TopicRoute, Long>> sent = new HashMap<>();

    private final EventBus bus;
    private final Checkpoints checkpoints;
    private final String provider;
    private final Metrics metrics;
    private boolean lost;
    private final AtomicInteger losses = new AtomicInteger();

    /** No routes yet; who is no peer any more is not waited for. */
    public TopicRoutes(EventBus bus, Peers peers, String provider, Metrics metrics) {
        this.bus = bus;
        this.checkpoints = new Checkpoints(bus, peers);
        this.provider = provider;
        this.metrics = metrics;
    }

    /** From now on the opening takes the topic's events too. */
    public void add(String topic, TopicRoute to) {
        sent.computeIfAbsent(topic, unknown -> new LinkedHashMap<>(1)).putIfAbsent(to, 0L);
    }

    /** Whether the topic has no opening any more, having had this one. */
    public boolean remove(String topic, TopicRoute to) {
        Map<TopicRoute, Long> all = sent.get(topic);
        if (all == null || all.remove(to) == null || !all.isEmpty()) {
            return false;
        }
        sent.remove(topic);
        return true;
    }

    /** The number of the last event that an opening had; {@link TopicClosed#UNKNOWN} when some may be missing. */
    public long last(String topic, TopicRoute of) {
        return lost ? TopicClosed.UNKNOWN : sent.getOrDefault(topic, Map.of()).getOrDefault(of, TopicClosed.UNKNOWN);
    }

    /** Tells those who opened the topic that nothing will come; whether there were any. */
    public boolean lose(String topic) {
        Map<TopicRoute, Long> all = sent.remove(topic);
        if (all == null) {
            return false;
        }
        all.keySet().forEach(to -> bus.send(to.address(), new TopicLost(provider, topic, to.opening())));
        return true;
    }

    /** Events of the topic are missing: those who opened it miss a number; whether there are any. */
    public boolean miss(String topic) {
        Map<TopicRoute, Long> all = sent.get(topic);
        if (all == null) {
            return false;
        }
        missOne(all);
        return true;
    }

    /** There is no broker, and nobody knows what it will have meanwhile: each opening that had one misses a number. */
    public void onDisconnected() {
        losses.incrementAndGet();
        if (!lost) {
            lost = true;
            sent.values().forEach(TopicRoutes::missOne);
        }
    }

    /** It is there again. */
    public void onConnected() {
        lost = false;
    }

    private static void missOne(Map<TopicRoute, Long> all) {
        all.replaceAll((to, last) -> last + 1);
    }

    /** What the next link brings. On any thread, before that link is there. */
    public Tap tap() {
        return new Tap(losses.get());
    }

    /**
     * What one link brings. Once it is lost, what it has brought and nobody has looked at yet is part of the gap: behind it
     * the events of the next link begin.
     */
    public final class Tap {

        private final int before;

        private Tap(int before) {
            this.before = before;
        }

        /** Sends an event on, without waiting. One whose topic was closed while it was under way ends here. */
        public void deliver(TopicEvent event) {
            if (losses.get() == before) {
                TopicRoutes.this.deliver(event);
            }
        }

        /** Completes once what was delivered so far is on its way to the clients' sockets; never fails. */
        public Future<Void> handled() {
            return checkpoints.reached();
        }
    }

    private void deliver(TopicEvent event) {
        Map<TopicRoute, Long> all = sent.get(event.topic());
        if (all == null) {
            metrics.eventsUnclaimed().increment();
            return;
        }
        for (Map.Entry<TopicRoute, Long> route : all.entrySet()) {
            long number = route.getValue() + 1;
            route.setValue(number);
            TopicRoute to = route.getKey();
            bus.send(to.address(), new RoutedEvent(to.opening(), number, event));
            checkpoints.sentTo(to.address());
        }
    }
}
