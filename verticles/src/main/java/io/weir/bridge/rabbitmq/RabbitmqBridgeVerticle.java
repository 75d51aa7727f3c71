package io.weir.bridge.rabbitmq;

import io.weir.bridge.BridgeVerticle;
import io.weir.bridge.BrokerBridge;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Optional;

/** Runs the bridge of one provider of kind {@code rabbitmq}. */
public final class RabbitmqBridgeVerticle extends BridgeVerticle {

    private final Peers peers;
    private final String provider;
    private final ProviderConfig.Rabbitmq config;
    private final Duration publishTimeout;
    private final Optional<Duration> keepReports;
    private final Metrics metrics;

    /**
     * Names a provider.
     *
     * @param peers the nodes whose triggers open topics here
     * @param provider its name in the configuration
     * @param publishTimeout how long the broker may take to confirm an event
     * @param keepReports how long the broker keeps what systems report while no node reads it; empty where no system does
     * @param handover how long topics may take to move to other nodes' bridges when this one stops
     */
    public RabbitmqBridgeVerticle(
            Peers peers,
            String provider,
            ProviderConfig.Rabbitmq config,
            Duration publishTimeout,
            Optional<Duration> keepReports,
            Duration handover,
            Metrics metrics) {
        super(peers, provider, handover);
        this.peers = peers;
        this.provider = provider;
        this.config = config;
        this.publishTimeout = publishTimeout;
        this.keepReports = keepReports;
        this.metrics = metrics;
    }

    @Override
    protected BrokerBridge bridge() {
        return new RabbitmqBridge(vertx, context, peers, provider, config, publishTimeout, keepReports, metrics);
    }
}
