package io.weir.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.NodePresence;
import io.weir.bus.Service;
import io.weir.cluster.Peers;
import io.weir.cluster.UndecodableMessages;
import io.weir.config.HooksConfig;
import io.weir.config.ModelsConfig;
import io.weir.config.WeirConfig;
import io.weir.execution.CurrentOperations;
import io.weir.execution.hook.Hooks;
import io.weir.graph.Graph;
import io.weir.hook.OutboundHooks;
import io.weir.model.table.ModelTables;
import io.weir.operator.OperatorGraph;
import io.weir.source.BusActionClient;
import io.weir.source.BusGateClient;
import io.weir.source.BusTopicClient;
import io.weir.source.GateClient;
import io.weir.store.Store;
import io.weir.telemetry.Metrics;
import io.weir.transport.http.WriteAccess;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running node: reads from top to bottom as it starts, and is stopped in reverse. What it is made of meets here and
 * on the event bus, nowhere else.
 */
public final class Server {

    private final WeirConfig config;
    private final Set<Role> roles;
    private final Vertx vertx;
    private final Metrics metrics = new Metrics();
    private final NodeState state;
    private final Needs needs;
    private final GateClient gateClient;
    private final Steps steps;
    private final Footing footing;
    private final Peers peers;
    private final Duties duties;

    private volatile @Nullable ServedGraph served;
    private volatile @Nullable Store store;
    private volatile int httpPort;
    private volatile int adminPort;
    private volatile int tcpBridgePort;

    private Server(WeirConfig config, Set<Role> roles, Duties duties, Footing footing) {
        this.config = config;
        this.roles = roles;
        this.duties = duties;
        this.footing = footing;
        this.vertx = footing.vertx();
        this.peers = footing.peers();
        this.gateClient = new BusGateClient(vertx, peers, config.consistency());
        this.steps = new Steps(vertx);
        this.needs = new Needs(config);
        this.state = new NodeState(peers, this::missing);
        footing.measure(metrics.cluster());
        for (Service service : Service.values()) {
            metrics.cluster().missing(service.word(), () -> missing().contains(service.word()) ? 1 : 0);
        }
        vertx.eventBus().addInboundInterceptor(new UndecodableMessages(metrics.cluster()));
    }

    /**
     * Starts a node, of a cluster where the configuration says so.
     *
     * @param graph what the configuration's schemas make
     * @param roles what the node does
     * @return the node once it serves; when it fails, what was started is stopped again
     */
    public static Future<Server> start(WeirConfig config, Graph graph, Set<Role> roles) {
        Duties duties = Duties.of(roles, graph, config);
        return Footing.find(config, Footing.services(roles, duties))
                .compose(footing -> start(new Server(config, roles, duties, footing), graph));
    }

    private static Future<Server> start(Server server, Graph graph) {
        return server.start(graph)
                .map(server)
                .recover(failure -> server.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Future<Void> start(Graph graph) {
        state.follow(vertx.eventBus());
        Providers providers = Providers.of(config);
        BusTopicClient topics = new BusTopicClient(
                vertx, peers, providers.bus(), this::isLogged, config.events().publishTimeout(), metrics);
        BusActionClient actions = new BusActionClient(vertx, peers);
        Optional<Store> kept =
                duties.durable() ? Optional.of(new Store(vertx, config.store(), metrics)) : Optional.empty();
        store = kept.orElse(null);
        ServedGraph serving =
                new ServedGraph(vertx, config, topics, actions, gateClient, hooks(), kept, graph, metrics);
        served = serving;
        CurrentOperations operations = serving.operations();
        LiveParts live = new LiveParts(config, vertx, peers, gateClient, metrics);

        return steps.start(List.of(() -> new AdminVerticle(
                        config.admin(), state, metrics, operators(serving), port -> adminPort = port)))
                .compose(admin -> footing.greet())
                .compose(greeted -> footing.awaitMinimum())
                .compose(enough -> steps.start(List.of(() -> new MissingWatch(this::missing))))
                .compose(known -> steps.start(roles.contains(Role.TRIGGERS) ? live.triggers(operations) : List.of()))
                .compose(triggers -> steps.start(roles.contains(Role.BRIDGE) ? live.bridges() : List.of()))
                .compose(bridges -> steps.start(
                        roles.contains(Role.BRIDGE)
                                ? live.tcpBridge(topics, this::isLogged, port -> tcpBridgePort = port)
                                : List.of()))
                .compose(tcpBridge -> steps.startInOrder(live.guests()))
                .compose(guests -> actions.start())
                .compose(listening ->
                        kept.isPresent() ? start(duties, kept.get(), graph, serving, topics) : Future.succeededFuture())
                .compose(stored -> steps.start(
                        roles.contains(Role.TRANSPORT)
                                ? live.transports(operations, topics, port -> httpPort = port)
                                : List.of()))
                .onSuccess(all -> ready());
    }

    /** The store, and what keeps something there. */
    private Future<Void> start(Duties needed, Store kept, Graph graph, ServedGraph serving, BusTopicClient topics) {
        StoredParts parts = new StoredParts(config, vertx, peers, kept, serving, topics, gateClient, metrics);
        boolean delivers = roles.contains(Role.DELIVERIES);
        int triggers = roles.contains(Role.TRIGGERS)
                ? LiveParts.instances(config.triggers().instances())
                : 0;
        kept.prepare(tables(graph, config.models()));
        state.watch(kept);
        return steps.start(List.of(() -> new StoreVerticle(kept)))
                .compose(up -> steps.start(needed.logs() ? parts.logs(triggers, delivers) : List.of()))
                .compose(logs -> steps.start(needed.gates() ? parts.gates() : List.of()))
                .compose(gates -> steps.start(needed.acts() ? parts.runners() : List.of()))
                .compose(runners -> steps.start(needed.keeps() && delivers ? parts.timeouts() : List.of()))
                .compose(timeouts -> steps.start(needed.delivers() ? parts.deliveries() : List.of()));
    }

    private OperatorEndpoint operators(ServedGraph serving) {
        return new OperatorEndpoint(
                new OperatorGraph(vertx.eventBus(), peers, serving::models),
                new WriteAccess(config.admin().host(), config.http().keys(), List.of()));
    }

    /** Connections are opened when they are asked, and closed with the node's Vert.x. */
    private Hooks hooks() {
        HooksConfig configured = config.hooks();
        return configured.all().findAny().isEmpty()
                ? Hooks.NONE
                : new Hooks(configured, OutboundHooks.of(vertx, config.actions(), Version.current()));
    }

    private boolean isLogged(String provider, String topic) {
        ServedGraph serving = served;
        return serving != null && serving.log().find(provider, topic).isPresent();
    }

    /** The port that clients talk to. */
    public int httpPort() {
        return httpPort;
    }

    /** The port for health and metrics. */
    public int adminPort() {
        return adminPort;
    }

    /** The port of the TCP bridge; 0 where there is none. */
    public int tcpBridgePort() {
        return tcpBridgePort;
    }

    /** Whether the node has what a graph needs: it cannot begin to run actions, to log, or to hold gates while it serves. */
    boolean canServe(Graph graph) {
        return duties.cover(Duties.of(roles, graph, config));
    }

    /**
     * Brings the store's tables to the models of a graph that is to be served.
     *
     * @param models what the configuration says of them now
     * @return fails when that cannot be done, or is not allowed
     */
    Future<Void> prepare(Graph graph, ModelsConfig models) {
        Store kept = store;
        boolean asBefore = tables(graph().graph(), models).sameAs(graph.models());
        return kept == null || asBefore ? Future.succeededFuture() : kept.prepare(tables(graph, models));
    }

    private static ModelTables tables(Graph graph, ModelsConfig models) {
        return new ModelTables(graph.models(), Set.copyOf(models.allow()));
    }

    /** What the node was started with; its graph may have been replaced since. */
    WeirConfig config() {
        return config;
    }

    /** The graph that the node serves. */
    ServedGraph graph() {
        return Objects.requireNonNull(served, "not started");
    }

    /** Whom the node sees. */
    Peers peers() {
        return peers;
    }

    /** The node's meters. */
    Metrics metrics() {
        return metrics;
    }

    /** The node's Vert.x, for verticles that share its event bus. */
    public Vertx vertx() {
        return vertx;
    }

    /** Lets other nodes take over what they have here, then drains and stops everything, what was started last first. */
    public Future<Void> stop() {
        state.enter(NodeState.Phase.DRAINING);
        // Of no event loop: those have ended when it completes.
        Promise<Void> stopped = Promise.promise();
        footing.enter(NodePresence.Phase.DRAINING);
        steps.stop().onComplete(done -> footing.leave().onComplete(stopped));
        return stopped.future();
    }

    private void ready() {
        state.enter(NodeState.Phase.READY);
        footing.enter(NodePresence.Phase.READY);
    }

    /** What the graph needs and no node does, as words. */
    private Set<String> missing() {
        ServedGraph serving = served;
        return serving == null ? Set.of() : needs.missing(serving.graph(), peers.members());
    }
}
