package io.weir.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.weir.action.ActionVerticle;
import io.weir.action.Neighbours;
import io.weir.action.handler.Handlers;
import io.weir.action.handler.OutboundHandlers;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.PgLedger;
import io.weir.bridge.rabbitmq.RabbitmqBridgeVerticle;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.ModelsWritten;
import io.weir.config.HooksConfig;
import io.weir.config.ModelsConfig;
import io.weir.config.ProviderConfig;
import io.weir.config.WeirConfig;
import io.weir.delivery.DeliveryVerticle;
import io.weir.delivery.ledger.DeliveryLedger;
import io.weir.delivery.ledger.PgDeliveries;
import io.weir.delivery.shape.DocumentShaper;
import io.weir.delivery.target.TargetCourier;
import io.weir.execution.CurrentOperations;
import io.weir.execution.hook.Hooks;
import io.weir.gate.GateVerticle;
import io.weir.gate.ledger.KeyLedger;
import io.weir.gate.ledger.PgKeyLedger;
import io.weir.gate.ledger.PgReports;
import io.weir.gate.ledger.ReportLedger;
import io.weir.gate.token.SealedTokens;
import io.weir.graph.Graph;
import io.weir.hook.OutboundHooks;
import io.weir.log.LogVerticle;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.PgLog;
import io.weir.model.table.ModelTables;
import io.weir.model.timeout.TimeoutVerticle;
import io.weir.model.write.PgWrites;
import io.weir.operator.OperatorGraph;
import io.weir.source.BusActionClient;
import io.weir.source.BusGateClient;
import io.weir.source.BusTopicClient;
import io.weir.source.GateClient;
import io.weir.store.Store;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import io.weir.transport.TransportVerticle;
import io.weir.transport.fanout.Subscriptions;
import io.weir.transport.http.ConnectionLimit;
import io.weir.transport.http.WriteAccess;
import io.weir.trigger.TriggerVerticle;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: reads from top to bottom as it starts, and is stopped in reverse. What it is made of meets here and
 * on the event bus, nowhere else.
 */
public final class Server {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final WeirConfig config;
    private final Set<Role> roles;
    private final Vertx vertx;
    private final Metrics metrics = new Metrics();
    private final NodeState state = new NodeState();
    private final GateClient gateClient;
    /** What runs, by the step that started it; the last step first. */
    private final Deque<List<String>> steps = new ConcurrentLinkedDeque<>();

    private volatile @Nullable ServedGraph served;
    private volatile @Nullable Store store;
    private volatile @Nullable Duties duties;
    private volatile int httpPort;
    private volatile int adminPort;

    private Server(WeirConfig config, Set<Role> roles, Vertx vertx) {
        this.config = config;
        this.roles = roles;
        this.vertx = vertx;
        this.gateClient = new BusGateClient(vertx, config.consistency());
    }

    /**
     * Starts a node of its own, not clustered.
     *
     * @param graph what the configuration's schemas make
     * @param roles what the node does
     * @return the node once it serves; when it fails, what was started is stopped again
     */
    public static Future<Server> start(WeirConfig config, Graph graph, Set<Role> roles) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(cores())
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
        Server server = new Server(config, roles, vertx);
        return server.start(graph)
                .map(server)
                .recover(failure -> server.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Future<Void> start(Graph graph) {
        BusCodecs.register(vertx.eventBus());
        state.follow(vertx.eventBus());
        BusTopicClient topics = new BusTopicClient(
                vertx, busProviders(), this::isLogged, config.events().publishTimeout(), metrics);
        BusActionClient actions = new BusActionClient(vertx);
        Duties needed = Duties.of(roles, graph, config);
        duties = needed;
        store = needed.durable() ? new Store(vertx, config.store(), metrics) : null;
        ServedGraph serving = new ServedGraph(
                vertx, config, topics, actions, gateClient, hooks(), Optional.ofNullable(store), graph, metrics);
        served = serving;
        CurrentOperations operations = serving.operations();
        int shards = roles.contains(Role.TRIGGERS) ? triggerShards() : 0;

        return deploy(List.of(() -> new AdminVerticle(
                        config.admin(), state, metrics, operators(serving), port -> adminPort = port)))
                .compose(admin -> deploy(roles.contains(Role.TRIGGERS) ? triggers(operations) : List.of()))
                .compose(triggers -> deploy(roles.contains(Role.BRIDGE) ? bridges() : List.of()))
                .compose(bridges -> deploy(needed.durable() ? stores(graph) : List.of()))
                .compose(stores -> deploy(needed.logs() ? logs(serving, shards) : List.of()))
                .compose(logs -> deploy(needed.gates() ? gates() : List.of()))
                .compose(waiting -> deploy(needed.acts() ? runners(serving, topics) : List.of()))
                .compose(runners ->
                        deploy(needed.keeps() && roles.contains(Role.DELIVERIES) ? timeouts(serving) : List.of()))
                .compose(timeouts -> actions.start())
                .compose(listening -> deploy(needed.delivers() ? deliveries(serving, topics) : List.of()))
                .compose(deliveries ->
                        deploy(roles.contains(Role.TRANSPORT) ? transports(operations, topics) : List.of()))
                .onSuccess(all -> state.enter(NodeState.Phase.READY));
    }

    private OperatorEndpoint operators(ServedGraph serving) {
        return new OperatorEndpoint(
                new OperatorGraph(vertx.eventBus(), serving::models),
                new WriteAccess(config.admin().host(), config.http().keys(), List.of()));
    }

    /** Connections are opened when they are asked, and closed with the node's Vert.x. */
    private Hooks hooks() {
        HooksConfig configured = config.hooks();
        return configured.all().findAny().isEmpty()
                ? Hooks.NONE
                : new Hooks(configured, OutboundHooks.of(vertx, config.actions(), Version.current()));
    }

    private List<Deployment> triggers(CurrentOperations operations) {
        List<Deployment> parts = new ArrayList<>();
        for (int shard = 0; shard < triggerShards(); shard++) {
            int number = shard;
            parts.add(() ->
                    new TriggerVerticle(number, config.triggers(), operations, gateClient, busProviders(), metrics));
        }
        return parts;
    }

    private List<Deployment> bridges() {
        List<Deployment> parts = new ArrayList<>();
        bridged()
                .forEach((name, rabbitmq) -> parts.add(() -> new RabbitmqBridgeVerticle(
                        name, rabbitmq, config.events().publishTimeout(), keepReports(), metrics)));
        return parts;
    }

    /** Reports that are older than this would be forgotten in the store too. */
    private Optional<Duration> keepReports() {
        return config.consistency().systems().isEmpty()
                ? Optional.empty()
                : Optional.of(config.consistency().retention());
    }

    /** What is durable is kept there; a node with nothing durable needs none. */
    private List<Deployment> stores(Graph graph) {
        Store made = Objects.requireNonNull(store, "needed");
        made.prepare(tables(graph, config.models()));
        state.watch(made);
        return List.of(() -> new StoreVerticle(made));
    }

    private List<Deployment> logs(ServedGraph serving, int shards) {
        LogLedger ledger = new PgLog(Objects.requireNonNull(store, "started before"));
        List<String> receivers = new ArrayList<>();
        IntStream.range(0, shards).mapToObj(BusAddress::triggerLog).forEach(receivers::add);
        if (roles.contains(Role.DELIVERIES)) {
            receivers.add(BusAddress.DELIVERY_LOG);
        }
        return List.of(() -> new LogVerticle(
                config.log(), ledger, serving::log, busProviders(), bridged().keySet(), receivers, metrics));
    }

    private List<Deployment> gates() {
        Store kept = Objects.requireNonNull(store, "started before");
        ReportLedger reports = new PgReports(vertx, kept);
        KeyLedger keys = new PgKeyLedger(kept);
        return List.of(() -> new GateVerticle(
                config.consistency(),
                config.providers().keySet(),
                reports,
                timing -> new SealedTokens(timing, keys, config.consistency().tokens(), new SecureRandom()),
                metrics.gates(),
                Version.current(),
                Clock.systemUTC()));
    }

    private List<Deployment> runners(ServedGraph serving, BusTopicClient topics) {
        Ledger ledger = new PgLedger(vertx, Objects.requireNonNull(store, "started before"));
        Handlers handlers = OutboundHandlers.of(vertx, config.actions(), topics, Version.current());
        return List.of(() -> new ActionVerticle(
                serving::actions,
                Optional.of(ledger),
                new Neighbours(handlers, gateClient, serving.mutationEvents()),
                config.actions(),
                config.consistency(),
                metrics,
                UUID.randomUUID().toString(),
                Clock.systemUTC(),
                new Random()));
    }

    private List<Deployment> timeouts(ServedGraph serving) {
        Store kept = Objects.requireNonNull(store, "started before");
        return List.of(() -> new TimeoutVerticle(
                serving::models, models -> new PgWrites(vertx, kept, models, this::tellOfWrites), kept, metrics));
    }

    private void tellOfWrites() {
        vertx.eventBus().publish(BusAddress.MODELS_WRITTEN, new ModelsWritten());
    }

    private List<Deployment> deliveries(ServedGraph serving, BusTopicClient topics) {
        DeliveryLedger ledger = new PgDeliveries(vertx, Objects.requireNonNull(store, "started before"));
        CurrentOperations operations = serving.operations();
        return List.of(() -> new DeliveryVerticle(
                serving::deliveries,
                ledger,
                new DocumentShaper(operations),
                TargetCourier.of(vertx, config.actions(), topics, operations, Version.current()),
                config.actions(),
                metrics,
                UUID.randomUUID().toString(),
                Clock.systemUTC(),
                new Random()));
    }

    private List<Deployment> transports(CurrentOperations operations, BusTopicClient topics) {
        List<Deployment> parts = new ArrayList<>();
        ConnectionLimit connections = new ConnectionLimit(config.http().limits(), metrics);
        String node = UUID.randomUUID().toString();
        int instances = instances(config.http().instances());
        for (int instance = 0; instance < instances; instance++) {
            String id = node + "." + instance;
            parts.add(() -> new TransportVerticle(
                    config.http(),
                    operations,
                    topics,
                    config.providers().keySet(),
                    gateClient,
                    new Subscriptions(
                            vertx,
                            id,
                            triggerShards(),
                            config.triggers().joinTimeout(),
                            config.http().streams(),
                            metrics),
                    connections,
                    metrics,
                    port -> httpPort = port));
        }
        return parts;
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

    /** Whether the node has what a graph needs: it cannot begin to run actions, to log, or to hold gates while it serves. */
    boolean canServe(Graph graph) {
        return Objects.requireNonNull(duties, "not started").cover(Duties.of(roles, graph, config));
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

    /** The node's meters. */
    Metrics metrics() {
        return metrics;
    }

    /** The node's Vert.x, for verticles that share its event bus. */
    public Vertx vertx() {
        return vertx;
    }

    /**
     * Drains and stops everything, the last step first, the parts of a step at once: clients that leave one transport
     * must not come back to its neighbour. One failure does not keep the rest from stopping.
     */
    public Future<Void> stop() {
        state.enter(NodeState.Phase.DRAINING);
        Future<Void> stopped = Future.succeededFuture();
        while (!steps.isEmpty()) {
            List<String> step = steps.pop();
            stopped = stopped.eventually(
                    () -> Future.join(step.stream().map(this::undeploy).toList()));
        }
        return stopped.eventually(vertx::close);
    }

    private Future<Void> undeploy(String part) {
        return vertx.undeploy(part)
                .onFailure(failure ->
                        LOG.atWarn().addKeyValue(LogKey.CAUSE, failure).log("a part of the node did not stop cleanly"));
    }

    /** Makes a part on its own event loop. */
    private interface Deployment {
        VerticleBase make();
    }

    /** Starts the parts of one step, one after another. */
    private Future<Void> deploy(List<Deployment> parts) {
        List<String> step = new CopyOnWriteArrayList<>();
        steps.push(step);
        Future<Void> all = Future.succeededFuture();
        for (Deployment part : parts) {
            all = all.compose(before ->
                    vertx.deployVerticle(part.make()).onSuccess(step::add).mapEmpty());
        }
        return all;
    }

    private Set<String> busProviders() {
        return config.providers().entrySet().stream()
                .filter(provider -> provider.getValue() instanceof ProviderConfig.Bus)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, ProviderConfig.Rabbitmq> bridged() {
        return config.providers().entrySet().stream()
                .filter(provider -> provider.getValue() instanceof ProviderConfig.Rabbitmq)
                .collect(
                        Collectors.toMap(Map.Entry::getKey, provider -> (ProviderConfig.Rabbitmq) provider.getValue()));
    }

    private int triggerShards() {
        return instances(config.triggers().instances());
    }

    private static int instances(int configured) {
        return configured == 0 ? cores() : configured;
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
