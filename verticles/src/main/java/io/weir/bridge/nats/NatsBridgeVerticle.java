package io.weir.bridge.nats;

import io.weir.bridge.BridgeVerticle;
import io.weir.bridge.BrokerBridge;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Optional;

/** Runs the bridge of one provider of kind {@code nats}. */
public final class NatsBridgeVerticle extends BridgeVerticle {

    private final Peers peers;
    private final String provider;
    private final ProviderConfig.Nats config;
    private final Duration publishTimeout;
    private final Optional<Duration> keepReports;
    private final Metrics metrics;

    /**
     * Names a provider.
     *
     * @param peers the nodes whose triggers open topics here
     * @param provider its name in the configuration
     * @param publishTimeout how long the server may take to confirm an event
     * @param keepReports how long the broker keeps what systems report while no node reads it; empty where no system does
     * @param handover how long topics may take to move to other nodes' bridges when this one stops
     */
    public NatsBridgeVerticle(
            Peers peers,
            String provider,
            ProviderConfig.Nats config,
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
        return new NatsBridge(vertx, context, peers, provider, config, publishTimeout, keepReports, metrics);
    }
}
