package io.weir.bridge.nats;

import io.vertx.core.Deployable;
import io.weir.bridge.BridgeClient;
import io.weir.cluster.Alone;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Optional;

/** Bridges to NATS, with short pauses, for tests. */
final class NatsBridges {

    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(4);

    private NatsBridges() {}

    static Deployable bridge(String uri, Metrics metrics) {
        return bridge(config(uri), Optional.empty(), metrics);
    }

    static Deployable bridge(ProviderConfig.Nats config, Optional<Duration> keepReports, Metrics metrics) {
        return new NatsBridgeVerticle(
                Alone.of("n1", 1), BridgeClient.PROVIDER, config, PUBLISH_TIMEOUT, keepReports, Duration.ZERO, metrics);
    }

    static BridgeClient deploy(String uri) {
        return BridgeClient.deploy(metrics -> bridge(uri, metrics));
    }

    static ProviderConfig.Nats config(String uri) {
        return config(uri, 100_000);
    }

    /** The same with so many events that may be under way. */
    static ProviderConfig.Nats config(String uri, int pending) {
        return new ProviderConfig.Nats(
                uri,
                pending,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
    }
}
