package io.weir.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.weir.bus.BusCodecs;
import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import io.weir.cluster.Alone;
import io.weir.cluster.Peers;
import io.weir.cluster.PresenceVerticle;
import io.weir.cluster.Presences;
import io.weir.cluster.hazelcast.JoinedCluster;
import io.weir.config.ClusterConfig;
import io.weir.config.WeirConfig;
import io.weir.flow.Loop;
import io.weir.telemetry.ClusterMeters;
import io.weir.telemetry.LogKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node stands on: its Vert.x and event bus, and the other nodes of its cluster, if it is in one. Without a cluster
 * nothing of Hazelcast is loaded.
 */
final class Footing {

    private static final Logger LOG = LoggerFactory.getLogger(Footing.class);
    private static final long WAIT_SECONDS = 2;

    private final Vertx vertx;
    private final Peers peers;
    private final Optional<Presences> presences;
    private final ClusterConfig config;

    private Footing(Vertx vertx, Peers peers, Optional<Presences> presences, ClusterConfig config) {
        this.vertx = vertx;
        this.peers = peers;
        this.presences = presences;
        this.config = config;
    }

    /**
     * Finds the other nodes, where there are to be some. Nobody is told of this one yet.
     *
     * @param services what this node will do
     */
    static Future<Footing> find(WeirConfig config, Set<Service> services) {
        String node = UUID.randomUUID().toString();
        int shards = services.contains(Service.TRIGGERS)
                ? LiveParts.instances(config.triggers().instances())
                : 0;
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false));
        if (!config.cluster().enabled()) {
            Vertx vertx = Vertx.vertx(options);
            BusCodecs.register(vertx.eventBus());
            return Future.succeededFuture(
                    new Footing(vertx, Alone.of(node, shards, services), Optional.empty(), config.cluster()));
        }
        return JoinedCluster.join(config.cluster(), node, options)
                .map(joined -> joined(joined, config.cluster(), node, services, shards));
    }

    private static Footing joined(
            JoinedCluster joined, ClusterConfig config, String node, Set<Service> services, int shards) {
        BusCodecs.register(joined.vertx().eventBus());
        NodePresence own = new NodePresence(
                node,
                joined.name(),
                Version.current(),
                Phase.STARTING,
                services,
                shards,
                Set.of(),
                BusCodecs.formats());
        Presences presences = new Presences(own, config.minimum(), config.lostAfter(), System::nanoTime);
        joined.onGone(presences::drop);
        return new Footing(joined.vertx(), presences, Optional.of(presences), config);
    }

    /** Says that this node is there, and hears who else is. */
    Future<Void> greet() {
        return presences
                .map(known -> vertx.deployVerticle(new PresenceVerticle(known, config.lostAfter()))
                        .<Void>mapEmpty())
                .orElse(Future.succeededFuture());
    }

    /** Completes as soon as there are as many nodes as the cluster must have, and says what it waits for. */
    Future<Void> awaitMinimum() {
        return Loop.until(waits -> !waits, peers.members().isolated(), waits -> await())
                .mapEmpty();
    }

    private Future<Boolean> await() {
        LOG.atInfo()
                .addKeyValue(LogKey.NODES, peers.members().nodes().size())
                .addKeyValue(LogKey.MINIMUM, config.minimum())
                .log("waiting for more nodes before anything is served");
        return vertx.timer(WAIT_SECONDS, TimeUnit.SECONDS)
                .map(due -> peers.members().isolated());
    }

    /** Tells the others how this node is. */
    void enter(Phase phase) {
        presences.ifPresent(known -> known.say(known.own().with(phase)));
    }

    /** Leaves the cluster and closes the node's Vert.x. */
    Future<Void> leave() {
        return vertx.close();
    }

    /** Counts what this node sees of the others. */
    void measure(ClusterMeters meters) {
        meters.nodes(() -> peers.members().nodes().size());
        meters.isolated(() -> peers.members().isolated() ? 1 : 0);
        presences.ifPresent(known -> meters.silence(known::silence));
        for (Service service : Service.values()) {
            meters.service(service.word(), () -> peers.members().count(service));
        }
    }

    /** The node's Vert.x. */
    Vertx vertx() {
        return vertx;
    }

    /** Who is there. */
    Peers peers() {
        return peers;
    }

    /** What a node does for others, by what it was started to do. */
    static Set<Service> services(Set<Role> roles, Duties duties) {
        Map<Service, Boolean> does = Map.of(
                Service.TRANSPORT, roles.contains(Role.TRANSPORT),
                Service.TRIGGERS, roles.contains(Role.TRIGGERS),
                Service.BRIDGE, roles.contains(Role.BRIDGE),
                Service.ACTIONS, duties.acts(),
                Service.GATES, duties.gates(),
                Service.DELIVERIES, duties.delivers(),
                Service.LOG, duties.logs());
        return does.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
