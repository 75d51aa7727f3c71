package io.weir.server;

import io.weir.bridge.kafka.KafkaBridgeVerticle;
import io.weir.bridge.nats.NatsBridgeVerticle;
import io.weir.bridge.rabbitmq.RabbitmqBridgeVerticle;
import io.weir.cluster.Peers;
import io.weir.config.ProviderConfig;
import io.weir.config.WeirConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Optional;

/**
 * The bridge of one provider, by its kind.
 *
 * @param peers the nodes of the cluster
 * @param provider the provider's name
 */
record BridgeKinds(WeirConfig config, Peers peers, String provider, Metrics metrics)
        implements ProviderConfig.Kinds<Steps.Part> {

    /** The bus needs none. */
    @Override
    public Steps.Part bus(ProviderConfig.Bus bus) {
        throw new IllegalStateException("the bus has no bridge");
    }

    @Override
    public Steps.Part rabbitmq(ProviderConfig.Rabbitmq rabbitmq) {
        return () -> new RabbitmqBridgeVerticle(
                peers, provider, rabbitmq, publishTimeout(), keepReports(), handover(), metrics);
    }

    @Override
    public Steps.Part nats(ProviderConfig.Nats nats) {
        return () ->
                new NatsBridgeVerticle(peers, provider, nats, publishTimeout(), keepReports(), handover(), metrics);
    }

    @Override
    public Steps.Part kafka(ProviderConfig.Kafka kafka) {
        return () -> new KafkaBridgeVerticle(peers, provider, kafka, publishTimeout(), handover(), metrics);
    }

    private Duration handover() {
        return config.cluster().handover();
    }

    private Duration publishTimeout() {
        return config.events().publishTimeout();
    }

    /** Reports that are older than this would be forgotten in the store too. */
    private Optional<Duration> keepReports() {
        return config.consistency().systems().isEmpty()
                ? Optional.empty()
                : Optional.of(config.consistency().retention());
    }
}
