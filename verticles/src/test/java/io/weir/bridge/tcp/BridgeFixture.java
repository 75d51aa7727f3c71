package io.weir.bridge.tcp;

import io.vertx.core.Vertx;
import io.weir.config.TcpAllowConfig;
import io.weir.config.TcpBridgeConfig;
import io.weir.config.TcpTlsConfig;
import io.weir.source.RecordingTopicClient;
import io.weir.telemetry.Metrics;
import io.weir.testing.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A TCP bridge on a free port, its Vert.x, and what it logs. Topics that begin with {@code logged.} are logged. */
final class BridgeFixture implements AutoCloseable {

    static final String TOKEN = "a-token-for-tests";

    final Vertx vertx = Vertx.vertx();
    final RecordingTopicClient topics = new RecordingTopicClient();
    final Metrics metrics = new Metrics();
    final LogLines log = new LogLines("io.weir.bridge.tcp");
    final int port;

    BridgeFixture(TcpBridgeConfig config) {
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        vertx.deployVerticle(new TcpBridgeVerticle(
                        config,
                        topics,
                        topic -> topic.startsWith("logged.") ? Optional.of("default") : Optional.empty(),
                        metrics,
                        listening::complete))
                .onFailure(listening::completeExceptionally);
        port = listening.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** With these addresses allowed, and defaults for the rest. */
    static BridgeFixture allowing(List<String> publish, List<String> send, List<String> receive) {
        return new BridgeFixture(new Settings().allow(publish, send, receive).config());
    }

    RawClient connect() throws IOException {
        return RawClient.connect(port);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        log.close();
    }

    /** A configuration piece by piece. */
    static final class Settings {

        private List<String> tokens = List.of();
        private Optional<TcpTlsConfig> tls = Optional.empty();
        private TcpAllowConfig allow = TcpAllowConfig.DEFAULT;
        private int connections = 100;
        private int pending = 100;
        private int rate = 1_000_000;
        private int writeBuffer = 64 << 10;
        private Duration auth = Duration.ofSeconds(10);
        private Duration idle = Duration.ofMinutes(1);

        Settings token(String token) {
            tokens = List.of(token);
            return this;
        }

        Settings tls(TcpTlsConfig config) {
            tls = Optional.of(config);
            return this;
        }

        Settings allow(List<String> publish, List<String> send, List<String> receive) {
            allow = new TcpAllowConfig(publish, send, receive);
            return this;
        }

        Settings connections(int max) {
            connections = max;
            return this;
        }

        Settings pending(int max) {
            pending = max;
            return this;
        }

        Settings rate(int perSecond) {
            rate = perSecond;
            return this;
        }

        Settings auth(Duration timeout) {
            auth = timeout;
            return this;
        }

        Settings idle(Duration timeout) {
            idle = timeout;
            return this;
        }

        TcpBridgeConfig config() {
            return new TcpBridgeConfig(
                    "127.0.0.1",
                    0,
                    tokens,
                    tls,
                    allow,
                    64 << 10,
                    connections,
                    100,
                    pending,
                    rate,
                    writeBuffer,
                    auth,
                    idle);
        }
    }
}
