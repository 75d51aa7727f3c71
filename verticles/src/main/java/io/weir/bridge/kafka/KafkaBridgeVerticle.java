package io.weir.bridge.kafka;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.weir.bridge.BridgeEndpoint;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The life-cycle of one provider of kind {@code kafka}: takes requests at {@code BusAddress.provider(node, name)} and
 * publishes {@code ProviderState} whenever the cluster is found or lost. Deployed once per provider and node, on an event
 * loop.
 *
 * <p>It starts without the cluster too: deployment is done when the first attempt to connect ended, well or not, and
 * attempts go on until it is undeployed.
 */
public final class KafkaBridgeVerticle extends VerticleBase {

    private final Peers peers;
    private final String provider;
    private final ProviderConfig.Kafka config;
    private final Duration publishTimeout;
    private final Duration handover;
    private final Metrics metrics;
    private @Nullable KafkaBridge bridge;
    private @Nullable BridgeEndpoint endpoint;

    /**
     * Names a provider.
     *
     * @param peers the nodes whose triggers open topics here
     * @param provider its name in the configuration
     * @param publishTimeout how long the cluster may take to confirm an event
     * @param handover how long topics may take to move to other nodes' bridges when this one stops
     */
    public KafkaBridgeVerticle(
            Peers peers,
            String provider,
            ProviderConfig.Kafka config,
            Duration publishTimeout,
            Duration handover,
            Metrics metrics) {
        this.peers = peers;
        this.provider = provider;
        this.config = config;
        this.publishTimeout = publishTimeout;
        this.handover = handover;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        KafkaBridge starting = new KafkaBridge(vertx, context, peers, provider, config, publishTimeout, metrics);
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
