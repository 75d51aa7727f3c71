package io.weir.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Every meter of the server, named by leg: client to transport, transport to trigger, provider to trigger, source,
 * node to subgraph, action to handler, node to store, source to log. Thread-safe.
 */
public final class Metrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LogMeters log = new LogMeters(registry);
    private final GateMeters gates = new GateMeters(registry);
    private final TcpBridgeMeters tcpBridge = new TcpBridgeMeters(registry);
    private final ClusterMeters cluster = new ClusterMeters(registry);
    private final Map<String, ProviderMeters> providers = new ConcurrentHashMap<>();
    private final Map<String, SubgraphMeters> subgraphs = new ConcurrentHashMap<>();
    private final Map<String, ActionMeters> actions = new ConcurrentHashMap<>();
    private final Map<String, DeliveryMeters> deliveries = new ConcurrentHashMap<>();

    private final LongAdder connections = gauge("weir.client.connections", "Open client connections");
    private final LongAdder subscriptions = gauge("weir.client.subscriptions", "Live client subscriptions");
    private final LongAdder triggers = gauge("weir.triggers", "Topics that are open");
    private final LongAdder groups = gauge("weir.trigger.groups", "Groups of equal subscriptions");
    private final LongAdder eventsPending = gauge(
            "weir.trigger.events.pending", "Events that wait in a group for their completion or for those before them");
    private final Counter framesOut = counter("weir.client.frames.out", "Results handed to clients' connections");
    private final Counter eventsIn = counter("weir.trigger.events.in", "Events that reached a trigger");
    private final Counter eventsMalformed = counter("weir.trigger.events.malformed", "Events that were not usable");
    private final Counter eventsFiltered =
            counter("weir.trigger.events.filtered", "Events that a group's filter held back");
    private final Counter eventsDropped =
            counter("weir.trigger.events.dropped", "Events of a topic that no one listened to any more");
    private final Counter eventsUnshown =
            counter("weir.trigger.events.unshown", "Events that systems did not show in time, once for each group");
    private final Counter eventsLeftOut =
            counter("weir.trigger.events.left.out", "Events that came faster than a group's could be completed");
    private final Counter eventsCoalesced =
            counter("weir.trigger.events.coalesced", "Hints at an entity that another one was under way for already");
    private final Counter eventsReplayed =
            counter("weir.trigger.events.replayed", "Events read from the log for subscribers who were away");
    private final Counter pages =
            counter("weir.trigger.pages", "Answers to subscribers who were away and had more to catch up with");
    private final Counter groupsBehind =
            counter("weir.trigger.groups.behind", "Groups that did not keep up with the log and were sent back to it");
    private final Counter positions =
            counter("weir.trigger.positions", "Times that a group which heard of no event was told where the log is");
    private final Counter eventsPublished = counter("weir.source.events.published", "Events that a provider took");
    private final Counter eventsRefused = counter("weir.source.events.refused", "Events that a provider refused");
    private final Counter eventsUnclaimed =
            counter("weir.provider.events.unclaimed", "Deliveries for a topic that was just closed");
    private final Counter eventsLost = counter(
            "weir.provider.events.lost",
            "Times that events of a provider were lost on their way to subscribers, who were told");
    private final Counter repliesLate =
            counter("weir.provider.replies.late", "Replies that came after their request had ended");
    private final Counter slowClients = counter("weir.client.slow", "Clients cut off because they read too slowly");
    private final Counter fallbacks = counter(
            "weir.client.fallbacks", "Resumable streams that left off for the log because their client reads slowly");
    private final Counter refusedConnections = counter("weir.client.connections.refused", "Connections over the limit");
    private final Counter reportsRefused =
            counter("weir.provider.reports.refused", "Reports of systems that a broker brought and no gate could take");
    private final LongAdder storeUp = gauge("weir.store.up", "Whether the store answers and its tables are up to date");
    private final Timer storeTime =
            timer("weir.store.statements", "A statement, from the wait for a connection to its end");
    private final Timer timeoutLateness =
            timer("weir.model.timeouts", "A state that timed out, from when it was due to its end");
    private final Counter reloads = counter("weir.reloads", "Graphs that took the place of the one before");
    private final Counter reloadsRefused =
            counter("weir.reloads.refused", "Configurations and graphs with problems, which changed nothing");
    private final Timer operationTime = timer("weir.operation", "A query or mutation, from request to response");
    private final Timer executionTime =
            timer("weir.trigger.execution", "One event for one group, from payload to response");

    /** All meters in Prometheus's text format. */
    public String scrape() {
        return registry.scrape();
    }

    /** Open client connections; add and subtract. */
    public LongAdder connections() {
        return connections;
    }

    /** Live client subscriptions; add and subtract. */
    public LongAdder subscriptions() {
        return subscriptions;
    }

    /** Topics that are open; add and subtract. */
    public LongAdder triggers() {
        return triggers;
    }

    /** Groups of equal subscriptions; add and subtract. */
    public LongAdder groups() {
        return groups;
    }

    /** Results handed to clients' connections. */
    public Counter framesOut() {
        return framesOut;
    }

    /** Events that reached a trigger. */
    public Counter eventsIn() {
        return eventsIn;
    }

    /** Events that were not usable: not JSON, not an object, no type or a foreign one. */
    public Counter eventsMalformed() {
        return eventsMalformed;
    }

    /** Events that a group's filter held back. */
    public Counter eventsFiltered() {
        return eventsFiltered;
    }

    /** Events of a topic that no one listened to any more. */
    public Counter eventsDropped() {
        return eventsDropped;
    }

    /** Events that wait in a group for their completion or for those before them; add and subtract. */
    public LongAdder eventsPending() {
        return eventsPending;
    }

    /** Events that came faster than a group's could be completed. */
    public Counter eventsLeftOut() {
        return eventsLeftOut;
    }

    /** Events that systems did not show in time, once for each group. */
    public Counter eventsUnshown() {
        return eventsUnshown;
    }

    /** Hints at an entity that another one was under way for already. */
    public Counter eventsCoalesced() {
        return eventsCoalesced;
    }

    /** Events read from the log for subscribers who were away. */
    public Counter eventsReplayed() {
        return eventsReplayed;
    }

    /** Answers to subscribers who were away and had more to catch up with. */
    public Counter pages() {
        return pages;
    }

    /** Groups that did not keep up with the log and were sent back to it. */
    public Counter groupsBehind() {
        return groupsBehind;
    }

    /** Times that a group which heard of no event was told where the log is. */
    public Counter positions() {
        return positions;
    }

    /** Events that a provider took. */
    public Counter eventsPublished() {
        return eventsPublished;
    }

    /** Events that a provider refused. */
    public Counter eventsRefused() {
        return eventsRefused;
    }

    /** Deliveries for a topic that was just closed. */
    public Counter eventsUnclaimed() {
        return eventsUnclaimed;
    }

    /**
     * Times that events of a provider were lost on their way to subscribers, who were told: on the way from the broker to
     * its bridge, from the bridge to a trigger, or from a trigger to a transport.
     */
    public Counter eventsLost() {
        return eventsLost;
    }

    /** Replies that came after their request had ended. */
    public Counter repliesLate() {
        return repliesLate;
    }

    /** Clients cut off because they read too slowly. */
    public Counter slowClients() {
        return slowClients;
    }

    /** Resumable streams that left their group for the log because their client reads slowly. */
    public Counter fallbacks() {
        return fallbacks;
    }

    /** Connections over the limit. */
    public Counter refusedConnections() {
        return refusedConnections;
    }

    /** Reports of systems that a broker brought and no gate could take. */
    public Counter reportsRefused() {
        return reportsRefused;
    }

    /** 1 while the store answers and its tables are up to date; add and subtract. */
    public LongAdder storeUp() {
        return storeUp;
    }

    /** A statement, from the wait for a connection to its end, well or not. */
    public Timer storeTime() {
        return storeTime;
    }

    /** Graphs that took the place of the one before. */
    public Counter reloads() {
        return reloads;
    }

    /** Configurations and graphs with problems, which changed nothing. */
    public Counter reloadsRefused() {
        return reloadsRefused;
    }

    /** A query or mutation, from request to response. */
    public Timer operationTime() {
        return operationTime;
    }

    /** One event for one group, from payload to response. */
    public Timer executionTime() {
        return executionTime;
    }

    /** The meters of the event log. */
    public LogMeters log() {
        return log;
    }

    /** A state that timed out, from when it was due to its end; once for each. */
    public Timer timeoutLateness() {
        return timeoutLateness;
    }

    /** The meters of gates. */
    public GateMeters gates() {
        return gates;
    }

    /** The meters of the TCP bridge. */
    public TcpBridgeMeters tcpBridge() {
        return tcpBridge;
    }

    /** The meters of the cluster. */
    public ClusterMeters cluster() {
        return cluster;
    }

    /** The meters of the bridge to one provider. */
    public ProviderMeters provider(String name) {
        return providers.computeIfAbsent(name, each -> new ProviderMeters(registry, each));
    }

    /** The meters of one subgraph. */
    public SubgraphMeters subgraph(String name) {
        return subgraphs.computeIfAbsent(name, each -> new SubgraphMeters(registry, each));
    }

    /** The meters of one action. */
    public ActionMeters action(String field) {
        return actions.computeIfAbsent(field, each -> new ActionMeters(registry, each));
    }

    /** The meters of one server-side subscription. */
    public DeliveryMeters delivery(String name) {
        return deliveries.computeIfAbsent(name, each -> new DeliveryMeters(registry, each));
    }

    private LongAdder gauge(String name, String description) {
        LongAdder value = new LongAdder();
        Gauge.builder(name, value, LongAdder::sum).description(description).register(registry);
        return value;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram(false)
                .register(registry);
    }
}
