package io.weir.bridge.kafka;

import io.weir.bridge.BridgeClient;
import io.weir.cluster.Alone;
import io.weir.config.KafkaSecurity;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Optional;

/** Bridges of short patience to Kafka clusters. */
final class KafkaBridges {

    static final int PREFETCH = 100;

    private static final KafkaSecurity NOBODY = new KafkaSecurity(
            false, Optional.empty(), KafkaSecurity.Mechanism.PLAIN, Optional.empty(), Optional.empty());

    private KafkaBridges() {}

    static ProviderConfig.Kafka config(String brokers) {
        return config(brokers, NOBODY, false);
    }

    static ProviderConfig.Kafka config(String brokers, KafkaSecurity security, boolean createTopics) {
        return new ProviderConfig.Kafka(
                brokers,
                security,
                "test.",
                Optional.of("id"),
                createTopics,
                PREFETCH,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
    }

    static BridgeClient deploy(String brokers) {
        return deploy(config(brokers));
    }

    static BridgeClient deploy(ProviderConfig.Kafka config) {
        return BridgeClient.deploy(metrics -> verticle(config, metrics));
    }

    static KafkaBridgeVerticle verticle(ProviderConfig.Kafka config, Metrics metrics) {
        return new KafkaBridgeVerticle(
                Alone.of("n1", 1),
                BridgeClient.PROVIDER,
                config,
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                metrics);
    }
}
