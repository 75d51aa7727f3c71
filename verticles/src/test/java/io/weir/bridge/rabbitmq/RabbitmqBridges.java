package io.weir.bridge.rabbitmq;

import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.weir.bridge.BridgeClient;
import io.weir.cluster.Alone;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Bridges to RabbitMQ, with short pauses, for tests. */
final class RabbitmqBridges {

    /** Events that may be under way. */
    static final int PREFETCH = 500;

    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(4);

    private RabbitmqBridges() {}

    static Deployable bridge(String uri, String exchange, Metrics metrics) {
        return bridge(config(uri, exchange), Optional.empty(), metrics);
    }

    static BridgeClient deploy(String uri, String exchange) {
        return deploy(config(uri, exchange), Optional.empty(), vertx -> {});
    }

    /** One that reads what systems report, and keeps that for an hour; {@code around} is called before it is deployed. */
    static BridgeClient deployWithReports(String uri, String exchange, Consumer<Vertx> around) {
        return deploy(config(uri, exchange), Optional.of(Duration.ofHours(1)), around);
    }

    static ProviderConfig.Rabbitmq config(String uri, String exchange) {
        return new ProviderConfig.Rabbitmq(
                uri,
                exchange,
                PREFETCH,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
    }

    private static BridgeClient deploy(
            ProviderConfig.Rabbitmq config, Optional<Duration> keepReports, Consumer<Vertx> around) {
        return BridgeClient.deploy(metrics -> bridge(config, keepReports, metrics), around);
    }

    private static Deployable bridge(ProviderConfig.Rabbitmq config, Optional<Duration> keepReports, Metrics metrics) {
        return new RabbitmqBridgeVerticle(
                Alone.of("n1", 1), BridgeClient.PROVIDER, config, PUBLISH_TIMEOUT, keepReports, Duration.ZERO, metrics);
    }
}
