package io.weir.server;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.bus.BusAddress;
import io.weir.bus.GraphReplaced;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.execution.CurrentOperations;
import io.weir.execution.PlannedOperations;
import io.weir.execution.RootFetcher;
import io.weir.graph.Graph;
import io.weir.plan.OperationCache;
import io.weir.source.TopicClient;
import io.weir.subgraph.Subgraphs;

/** The graph that a node serves: what is made of it, and how another takes its place. Thread-safe. */
final class ServedGraph {

    private static final DeliveryOptions THIS_NODE = new DeliveryOptions().setLocalOnly(true);

    private final Vertx vertx;
    private final EventsConfig events;
    private final TopicClient topics;
    private final CurrentOperations operations;
    private long number = 1;

    ServedGraph(Vertx vertx, EventsConfig events, TopicClient topics, GraphConfig config, Graph first) {
        this.vertx = vertx;
        this.events = events;
        this.topics = topics;
        this.operations = new CurrentOperations(make(config, first), () -> {});
    }

    /** The same object for the node's life. */
    CurrentOperations operations() {
        return operations;
    }

    /** Serves another graph from now on; what began on the old one ends on it. */
    synchronized void replace(GraphConfig config, Graph next) {
        operations.replace(make(config, next), () -> {});
        vertx.eventBus().publish(BusAddress.GRAPH_REPLACED, new GraphReplaced(++number), THIS_NODE);
    }

    private PlannedOperations make(GraphConfig config, Graph graph) {
        return new PlannedOperations(
                graph,
                new OperationCache(graph, config),
                new RootFetcher(graph, topics, events, Version.current()),
                Subgraphs.none());
    }
}
