package io.weir.server;

import io.weir.config.ActionsConfig;
import io.weir.config.AdminConfig;
import io.weir.config.BridgeConfig;
import io.weir.config.ClusterConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.HooksConfig;
import io.weir.config.HttpConfig;
import io.weir.config.LogConfig;
import io.weir.config.LoggingConfig;
import io.weir.config.ModelsConfig;
import io.weir.config.ProviderConfig;
import io.weir.config.QueryLimits;
import io.weir.config.ReloadConfig;
import io.weir.config.StoreConfig;
import io.weir.config.SubgraphsConfig;
import io.weir.config.TriggersConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.SdlFixture;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A node on free ports of the loopback address, started as the jar starts one. */
public final class NodeFixture implements AutoCloseable {

    private static final long START_SECONDS = 30;

    private final Server server;

    private NodeFixture(Server server) {
        this.server = server;
    }

    /** Starts a node that serves {@code sdl}. */
    public static NodeFixture start(String sdl) {
        return start(sdl, Map.of("rabbit", new ProviderConfig.Bus()));
    }

    /** Starts a node that serves {@code sdl} with these providers. */
    public static NodeFixture start(String sdl, Map<String, ProviderConfig> providers) {
        return start(sdl, providers, http());
    }

    /** Starts a node that serves {@code sdl} with this public endpoint. */
    public static NodeFixture start(String sdl, HttpConfig http) {
        return start(sdl, Map.of(), http);
    }

    /** Starts a node that talks to clients and leaves the running of actions to others. */
    static NodeFixture startTransport(Graph graph) {
        return start(graph, Map.of(), http(), EnumSet.of(Role.TRANSPORT, Role.TRIGGERS));
    }

    private static NodeFixture start(String sdl, Map<String, ProviderConfig> providers, HttpConfig http) {
        Set<String> names = new HashSet<>(Set.of("default", "rabbit"));
        names.addAll(providers.keySet());
        return start(SdlFixture.graph(sdl, names), providers, http, Role.all());
    }

    private static NodeFixture start(
            Graph graph, Map<String, ProviderConfig> providers, HttpConfig http, Set<Role> roles) {
        WeirConfig config = new WeirConfig(
                new GraphConfig(List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT),
                http,
                new AdminConfig("127.0.0.1", 0),
                providers,
                EventsConfig.DEFAULT,
                new TriggersConfig(0, Duration.ofMillis(50), Duration.ofSeconds(5), 64, 1000),
                ActionsConfig.DEFAULT,
                StoreConfig.DEFAULT,
                LogConfig.DEFAULT,
                ConsistencyConfig.DEFAULT,
                ModelsConfig.DEFAULT,
                List.of(),
                HooksConfig.DEFAULT,
                BridgeConfig.DEFAULT,
                List.of(),
                LoggingConfig.DEFAULT,
                ReloadConfig.DEFAULT,
                ClusterConfig.DEFAULT);
        try {
            return new NodeFixture(Server.start(config, graph, roles)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS));
        } catch (Exception e) {
            throw new AssertionError("the node did not start", e);
        }
    }

    private static HttpConfig http() {
        HttpConfig d = HttpConfig.DEFAULT;
        return new HttpConfig(
                "127.0.0.1",
                0,
                0,
                d.keys(),
                d.origins(),
                true,
                Duration.ofSeconds(2),
                d.limits(),
                d.websocket(),
                d.streams());
    }

    /** The running node. */
    public Server server() {
        return server;
    }

    @Override
    public void close() throws Exception {
        server.stop().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    }
}
