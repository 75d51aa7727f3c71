package io.weir.bridge.tcp;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.weir.config.TcpBridgeConfig;
import io.weir.config.TcpTlsConfig;
import io.weir.source.TopicClient;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import io.weir.telemetry.TcpBridgeMeters;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life-cycle of the TCP bridge: listens while it is deployed, and lets go of every client when it is undeployed.
 * Deployed once per node, on an event loop.
 */
public final class TcpBridgeVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(TcpBridgeVerticle.class);

    private final TcpBridgeConfig config;
    private final TopicClient topics;
    private final Function<String, Optional<String>> loggedBy;
    private final TcpBridgeMeters meters;
    private final IntConsumer listening;
    private final Allowed allowed;
    private final Tokens tokens;
    private @Nullable NetServer server;

    /**
     * A bridge that does not listen yet.
     *
     * @param topics publishes on logged topics
     * @param loggedBy the provider of kind {@code bus} that logs a topic, asked for each event
     * @param listening is told the port
     */
    public TcpBridgeVerticle(
            TcpBridgeConfig config,
            TopicClient topics,
            Function<String, Optional<String>> loggedBy,
            Metrics metrics,
            IntConsumer listening) {
        this.config = config;
        this.topics = topics;
        this.loggedBy = loggedBy;
        this.meters = metrics.tcpBridge();
        this.listening = listening;
        this.allowed = new Allowed(config.allow());
        this.tokens = new Tokens(config.tokens());
    }

    /** Fails when the port is taken, or a PEM file is none. */
    @Override
    public Future<?> start() {
        NetServer starting = vertx.createNetServer(options());
        server = starting;
        return starting.connectHandler(this::onConnected)
                .exceptionHandler(TcpBridgeVerticle::onStranger)
                .listen()
                .onSuccess(up -> listening.accept(up.actualPort()))
                .recover(failure -> Future.failedFuture(refused(failure)));
    }

    private IOException refused(Throwable failure) {
        return new IOException(
                "bridge.tcp: cannot listen on %s:%d: %s".formatted(config.host(), config.port(), failure.getMessage()),
                failure);
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    private void onConnected(NetSocket socket) {
        ClientSocket client = new ClientSocket(socket, config.writeBuffer(), meters);
        socket.exceptionHandler(TcpBridgeVerticle::onBroken);
        if (meters.connections().sum() >= config.maxConnections()) {
            client.hangUp("too_many_connections", "%d are open".formatted(config.maxConnections()));
            return;
        }
        meters.connections().increment();
        Publisher publisher = new Publisher(vertx.eventBus(), topics, loggedBy);
        new Connection(
                vertx,
                config,
                tokens,
                meters,
                client,
                (of, onRoom) -> new BusSide(vertx.eventBus(), publisher, allowed, config, of, meters, onRoom));
    }

    private NetServerOptions options() {
        NetServerOptions options = new NetServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setTcpKeepAlive(true)
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        config.tls().ifPresent(tls -> encrypt(options, tls));
        return options;
    }

    private static void encrypt(NetServerOptions options, TcpTlsConfig tls) {
        options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString()));
        tls.clientCa()
                .ifPresent(authorities -> options.setClientAuth(ClientAuth.REQUIRED)
                        .setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString())));
    }

    /** Who did not get as far as a connection: no TLS, or not the certificate that it takes. */
    private static void onStranger(Throwable cause) {
        LOG.atWarn()
                .addKeyValue(LogKey.CAUSE, String.valueOf(cause.getMessage()))
                .log("a client of the TCP bridge was refused: no TLS handshake");
    }

    /** Clients break connections all day; that is no error of ours, and must not flood the log. */
    private static void onBroken(Throwable cause) {
        LOG.atDebug().addKeyValue(LogKey.CAUSE, String.valueOf(cause)).log("a client of the TCP bridge broke off");
    }
}
