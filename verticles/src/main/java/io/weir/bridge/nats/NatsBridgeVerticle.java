package io.weir.bridge.nats;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.weir.bridge.BridgeEndpoint;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life-cycle of one provider of kind {@code nats}: takes requests at {@code BusAddress.provider(node, name)} and
 * publishes {@code ProviderState} whenever the broker is found or lost. Deployed once per provider and node, on an event
 * loop.
 *
 * <p>It starts without the broker too: deployment is done when the first attempt to connect ended, well or not, and
 * attempts go on until it is undeployed.
 */
public final class NatsBridgeVerticle extends VerticleBase {

    private final Peers peers;
    private final String provider;
    private final ProviderConfig.Nats config;
    private final Duration publishTimeout;
    private final Optional<Duration> keepReports;
    private final Duration handover;
    private final Metrics metrics;
    private @Nullable NatsBridge bridge;
    private @Nullable BridgeEndpoint endpoint;

    /**
     * Names a provider.
     *
     * @param peers the nodes whose triggers open topics here
     * @param provider its name in the configuration
     * @param publishTimeout how long the broker may take to confirm an event
     * @param keepReports how long the broker keeps what systems report while no node reads it; empty where no system does
     * @param handover how long topics may take to move to other nodes\' bridges when this one stops
     */
    public NatsBridgeVerticle(
            Peers peers,
            String provider,
            ProviderConfig.Nats config,
            Duration publishTimeout,
            Optional<Duration> keepReports,
            Duration handover,
            Metrics metrics) {
        this.peers = peers;
        this.provider = provider;
        this.config = config;
        this.publishTimeout = publishTimeout;
        this.keepReports = keepReports;
        this.handover = handover;
        this.metrics = metrics;
    }

    /** Fails only when the configuration's URI is none. */
    @Override
    public Future<?> start() {
        NatsBridge starting =
                new NatsBridge(vertx, context, peers, provider, config, publishTimeout, keepReports, metrics);
        bridge = starting;
        endpoint = BridgeEndpoint.serve(vertx.eventBus(), peers, provider, starting);
        return endpoint.completion().compose(listening -> starting.start());
    }

    @Override
    public Future<?> stop() {
        Future<Void> deaf = endpoint == null ? Future.succeededFuture() : endpoint.leave(vertx, handover);
        return deaf.eventually(() -> bridge == null ? Future.succeededFuture() : bridge.close());
    }
}
