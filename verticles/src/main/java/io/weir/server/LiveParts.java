package io.weir.server;

import io.vertx.core.Vertx;
import io.weir.bridge.tcp.TcpBridgeVerticle;
import io.weir.cluster.Peers;
import io.weir.config.WeirConfig;
import io.weir.execution.CurrentOperations;
import io.weir.guest.GuestVerticle;
import io.weir.source.BusTopicClient;
import io.weir.source.GateClient;
import io.weir.telemetry.Metrics;
import io.weir.transport.TransportVerticle;
import io.weir.transport.fanout.Subscriptions;
import io.weir.transport.http.ConnectionLimit;
import io.weir.trigger.TriggerVerticle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Makes what needs no store: what clients talk to, what serves topics, what joins brokers. */
final class LiveParts {

    private final WeirConfig config;
    private final Providers providers;
    private final Vertx vertx;
    private final Peers peers;
    private final GateClient gateClient;
    private final Metrics metrics;

    LiveParts(WeirConfig config, Vertx vertx, Peers peers, GateClient gateClient, Metrics metrics) {
        this.config = config;
        this.providers = Providers.of(config);
        this.vertx = vertx;
        this.peers = peers;
        this.gateClient = gateClient;
        this.metrics = metrics;
    }

    List<Steps.Part> triggers(CurrentOperations operations) {
        List<Steps.Part> parts = new ArrayList<>();
        for (int shard = 0; shard < instances(config.triggers().instances()); shard++) {
            int number = shard;
            parts.add(() -> new TriggerVerticle(
                    number,
                    peers,
                    config.triggers(),
                    operations,
                    gateClient,
                    providers.bus(),
                    config.cluster().handover(),
                    metrics));
        }
        return parts;
    }

    List<Steps.Part> bridges() {
        List<Steps.Part> parts = new ArrayList<>();
        providers
                .bridged()
                .forEach((name, provider) -> parts.add(provider.as(new BridgeKinds(config, peers, name, metrics))));
        return parts;
    }

    /** The TCP bridge, where there is to be one; {@code logged} says whether a provider's topic is. */
    List<Steps.Part> tcpBridge(BusTopicClient topics, BiPredicate<String, String> logged, IntConsumer listening) {
        Function<String, Optional<String>> loggedBy = topic -> providers.bus().stream()
                .filter(provider -> logged.test(provider, topic))
                .findFirst();
        return config.bridge().tcp().stream()
                .<Steps.Part>map(tcp -> () -> new TcpBridgeVerticle(tcp, topics, loggedBy, metrics, listening))
                .toList();
    }

    /** The user's own, in their order. */
    List<Steps.Part> guests() {
        return config.verticles().stream()
                .<Steps.Part>map(guest -> () -> new GuestVerticle(guest))
                .toList();
    }

    List<Steps.Part> transports(CurrentOperations operations, BusTopicClient topics, IntConsumer listening) {
        List<Steps.Part> parts = new ArrayList<>();
        ConnectionLimit connections = new ConnectionLimit(config.http().limits(), metrics);
        int instances = instances(config.http().instances());
        for (int instance = 0; instance < instances; instance++) {
            int number = instance;
            parts.add(() -> new TransportVerticle(
                    peers,
                    config.http(),
                    operations,
                    topics,
                    providers.all(),
                    gateClient,
                    new Subscriptions(
                            vertx,
                            peers,
                            number,
                            config.triggers().joinTimeout(),
                            config.http().streams(),
                            metrics),
                    connections,
                    metrics,
                    listening));
        }
        return parts;
    }

    /** How many instances of something a node has, 0 meaning one for each core. */
    static int instances(int configured) {
        return configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
    }
}
