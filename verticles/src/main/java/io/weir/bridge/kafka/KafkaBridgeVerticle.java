package io.weir.bridge.kafka;

import io.weir.bridge.BridgeVerticle;
import io.weir.bridge.BrokerBridge;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;

/** Runs the bridge of one provider of kind {@code kafka}. */
public final class KafkaBridgeVerticle extends BridgeVerticle {

    private final Peers peers;
    private final String provider;
    private final ProviderConfig.Kafka config;
    private final Duration publishTimeout;
    private final Metrics metrics;

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
        super(peers, provider, handover);
        this.peers = peers;
        this.provider = provider;
        this.config = config;
        this.publishTimeout = publishTimeout;
        this.metrics = metrics;
    }

    @Override
    protected BrokerBridge bridge() {
        return new KafkaBridge(vertx, context, peers, provider, config, publishTimeout, metrics);
    }
}
