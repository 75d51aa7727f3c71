package io.weir.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.weir.bridge.rabbitmq.RabbitmqBridgeVerticle;
import io.weir.bus.BusCodecs;
import io.weir.config.ProviderConfig;
import io.weir.config.WeirConfig;
import io.weir.execution.PlannedOperations;
import io.weir.execution.RootFetcher;
import io.weir.graph.Graph;
import io.weir.plan.OperationCache;
import io.weir.source.BusTopicClient;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import io.weir.transport.TransportVerticle;
import io.weir.transport.fanout.Subscriptions;
import io.weir.transport.http.ConnectionLimit;
import io.weir.trigger.TriggerVerticle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: reads from top to bottom as it starts, and is stopped in reverse. What it is made of meets here and
 * on the event bus, nowhere else.
 */
public final class Server {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final WeirConfig config;
    private final Vertx vertx;
    private final Metrics metrics = new Metrics();
    private final NodeState state = new NodeState();
    private final Deque<String> deployments = new ArrayDeque<>();
    private volatile int httpPort;
    private volatile int adminPort;

    private Server(WeirConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
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
        Server server = new Server(config, vertx);
        return server.start(graph, roles)
                .map(server)
                .recover(failure -> server.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Future<Void> start(Graph graph, Set<Role> roles) {
        BusCodecs.register(vertx.eventBus());
        state.follow(vertx.eventBus());
        BusTopicClient topics =
                new BusTopicClient(vertx, busProviders(), config.events().publishTimeout(), metrics);
        PlannedOperations operations = new PlannedOperations(
                graph,
                new OperationCache(graph, config.graph()),
                new RootFetcher(graph, topics, config.events(), Version.current()));

        List<Deployment> parts = new ArrayList<>();
        parts.add(() -> new AdminVerticle(config.admin(), state, metrics, port -> adminPort = port));
        if (roles.contains(Role.TRIGGERS)) {
            for (int shard = 0; shard < triggerShards(); shard++) {
                int number = shard;
                parts.add(() -> new TriggerVerticle(number, config.triggers(), operations, busProviders(), metrics));
            }
        }
        if (roles.contains(Role.BRIDGE)) {
            bridged()
                    .forEach((name, rabbitmq) -> parts.add(() -> new RabbitmqBridgeVerticle(
                            name, rabbitmq, config.events().publishTimeout(), metrics)));
        }
        if (roles.contains(Role.TRANSPORT)) {
            transports(parts, operations, topics);
        }
        return deployAll(parts).onSuccess(all -> state.enter(NodeState.Phase.READY));
    }

    private void transports(List<Deployment> parts, PlannedOperations operations, BusTopicClient topics) {
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
                    new Subscriptions(
                            vertx, id, triggerShards(), config.triggers().joinTimeout(), metrics),
                    connections,
                    metrics,
                    port -> httpPort = port));
        }
    }

    /** The port that clients talk to. */
    public int httpPort() {
        return httpPort;
    }

    /** The port for health and metrics. */
    public int adminPort() {
        return adminPort;
    }

    /** The node's Vert.x, for verticles that share its event bus. */
    public Vertx vertx() {
        return vertx;
    }

    /** Drains and stops everything, last started first. One failure does not keep the rest from stopping. */
    public Future<Void> stop() {
        state.enter(NodeState.Phase.DRAINING);
        Future<Void> stopped = Future.succeededFuture();
        while (!deployments.isEmpty()) {
            String deployment = deployments.pop();
            stopped = stopped.eventually(() -> vertx.undeploy(deployment)
                    .onFailure(failure -> LOG.atWarn()
                            .addKeyValue(LogKey.CAUSE, failure)
                            .log("a part of the node did not stop cleanly")));
        }
        return stopped.eventually(vertx::close);
    }

    /** Makes a part on its own event loop. */
    private interface Deployment {
        VerticleBase make();
    }

    private Future<Void> deployAll(List<Deployment> parts) {
        Future<Void> all = Future.succeededFuture();
        for (Deployment part : parts) {
            all = all.compose(before -> deploy(part));
        }
        return all;
    }

    private Future<Void> deploy(Deployment part) {
        return vertx.deployVerticle(part.make()).onSuccess(deployments::push).mapEmpty();
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
