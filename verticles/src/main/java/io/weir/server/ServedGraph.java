package io.weir.server;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.bus.BusAddress;
import io.weir.bus.GraphReplaced;
import io.weir.bus.ModelsWritten;
import io.weir.config.ActionsConfig;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.WeirConfig;
import io.weir.execution.CurrentOperations;
import io.weir.execution.MutationEvents;
import io.weir.execution.PlannedOperations;
import io.weir.execution.RootFetcher;
import io.weir.execution.consistency.Gates;
import io.weir.execution.hook.Hooks;
import io.weir.graph.Graph;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.log.LoggedTopics;
import io.weir.graph.model.Models;
import io.weir.graph.supergraph.Subgraph;
import io.weir.model.subgraph.ModelClient;
import io.weir.model.write.PgWrites;
import io.weir.plan.OperationCache;
import io.weir.source.ActionClient;
import io.weir.source.GateClient;
import io.weir.source.TopicClient;
import io.weir.store.Store;
import io.weir.subgraph.ForwardedHeaders;
import io.weir.subgraph.HttpSubgraphClient;
import io.weir.subgraph.Subgraphs;
import io.weir.telemetry.Metrics;
import io.weir.telemetry.SubgraphMeters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The graph that a node serves: what is made of it, and how another takes its place. Thread-safe. */
final class ServedGraph {

    private static final DeliveryOptions THIS_NODE = new DeliveryOptions().setLocalOnly(true);

    private final Vertx vertx;
    private final EventsConfig events;
    private final TopicClient topics;
    private final ActionsConfig actionsConfig;
    private final ActionClient actions;
    private final Gates gates;
    private final Hooks hooks;
    private final Optional<Store> store;
    private final Metrics metrics;
    private final CurrentOperations operations;
    private volatile Graph graph;
    private volatile Map<String, ActionDefinition> definitions;
    private long number = 1;

    ServedGraph(
            Vertx vertx,
            WeirConfig config,
            TopicClient topics,
            ActionClient actions,
            GateClient gates,
            Hooks hooks,
            Optional<Store> store,
            Graph first,
            Metrics metrics) {
        this.vertx = vertx;
        this.events = config.events();
        this.topics = topics;
        this.actionsConfig = config.actions();
        this.actions = actions;
        this.gates = new Gates(gates, config.consistency());
        this.hooks = hooks;
        this.store = store;
        this.metrics = metrics;
        this.graph = first;
        this.definitions = Map.copyOf(first.actions());
        HttpSubgraphClient client = client(config.graph(), first);
        this.operations = new CurrentOperations(make(config.graph(), first, client), client::close);
    }

    /** The same object for the node's life. */
    CurrentOperations operations() {
        return operations;
    }

    /** Tells of the mutations of the graph that is served now. */
    MutationEvents mutationEvents() {
        return new MutationEvents(() -> graph, topics, events);
    }

    /** The actions of the graph that is served now, by the mutation's field. */
    Map<String, ActionDefinition> actions() {
        return definitions;
    }

    /** The graph that is served now. */
    Graph graph() {
        return graph;
    }

    /** The topics that the graph that is served now has logged. */
    LoggedTopics log() {
        return graph.log();
    }

    /** What is stored, of the graph that is served now. */
    Models models() {
        return graph.models();
    }

    /** The server-side subscriptions of the graph that is served now. */
    List<DeliveryDefinition> deliveries() {
        return graph.deliveries();
    }

    /** Serves another graph from now on; what began on the old one ends on it. */
    synchronized void replace(GraphConfig config, Graph next) {
        HttpSubgraphClient client = client(config, next);
        operations.replace(make(config, next, client), client::close);
        graph = next;
        definitions = Map.copyOf(next.actions());
        vertx.eventBus().publish(BusAddress.GRAPH_REPLACED, new GraphReplaced(++number), THIS_NODE);
    }

    private HttpSubgraphClient client(GraphConfig config, Graph graph) {
        Map<String, String> urls = graph.supergraph().subgraphs().stream()
                .filter(subgraph -> subgraph.kind() == Subgraph.Kind.HTTP)
                .collect(Collectors.toMap(Subgraph::name, Subgraph::url));
        return HttpSubgraphClient.of(vertx, urls, config.subgraphs(), metrics);
    }

    private PlannedOperations make(GraphConfig config, Graph graph, HttpSubgraphClient client) {
        return new PlannedOperations(
                graph,
                new OperationCache(graph, config),
                new RootFetcher(graph, topics, events, actions, actionsConfig, gates, hooks, Version.current()),
                subgraphs(config, graph, client),
                config.errors());
    }

    /** A node without a store has no models to ask. */
    private Subgraphs subgraphs(GraphConfig config, Graph graph, HttpSubgraphClient client) {
        ForwardedHeaders headers = ForwardedHeaders.of(config.subgraphs());
        if (store.isEmpty() || graph.models().isEmpty()) {
            return client.isEmpty() ? Subgraphs.none() : Subgraphs.over(client, headers);
        }
        SubgraphMeters meters = metrics.subgraph(Models.SUBGRAPH);
        PgWrites writes = new PgWrites(vertx, store.get(), graph.models(), this::modelsWritten);
        ModelClient models = new ModelClient(vertx, store.get(), graph.models(), writes, meters);
        return Subgraphs.over(client, headers, Models.SUBGRAPH, models, meters.shared()::increment);
    }

    private void modelsWritten() {
        vertx.eventBus().publish(BusAddress.MODELS_WRITTEN, new ModelsWritten());
    }
}
