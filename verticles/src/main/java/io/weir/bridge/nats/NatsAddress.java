package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.OnReader;
import io.weir.config.ProviderConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Consumer;

/** Where the servers are and how to reach them. Immutable; {@link #connect} blocks. */
final class NatsAddress {

    /** A connection that has not answered so many pings is lost. */
    private static final int PINGS_UNANSWERED = 2;

    private final String provider;
    private final ProviderConfig.Nats config;

    /**
     * Reads the URIs.
     *
     * @throws IllegalArgumentException when they are none; the message does not repeat them, since they hold passwords
     */
    NatsAddress(String provider, ProviderConfig.Nats config) {
        this.provider = provider;
        this.config = config;
        try {
            options("check").build();
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "provider \"%s\": uri is not a list of nats:// or tls:// URIs".formatted(provider));
        }
    }

    /**
     * Opens a connection that the server lists under {@code purpose}. Once lost it is not opened again.
     *
     * @param said hears what the server refuses, on the thread that reads from it, in the order of its answers
     * @param onLost called on any thread, several times perhaps; never before this has returned
     */
    Connection connect(String purpose, Consumer<String> said, Consumer<BrokerFailure> onLost)
            throws IOException, InterruptedException {
        NatsEvents events = new NatsEvents(said, onLost);
        try {
            Connection connection = Nats.connect(options(purpose)
                    .connectionListener((ConnectionListener) events)
                    .errorListener(events)
                    .build());
            events.opened(connection);
            return connection;
        } catch (IOException | GeneralSecurityException | IllegalStateException e) {
            throw events.explain(e);
        }
    }

    private Options.Builder options(String purpose) throws GeneralSecurityException {
        Options.Builder options = new Options.Builder()
                .servers(config.uri().split(","))
                .connectionName("weir %s %s".formatted(provider, purpose))
                .connectionTimeout(config.connectTimeout())
                .pingInterval(config.ping())
                .maxPingsOut(PINGS_UNANSWERED)
                .socketWriteTimeout(config.ping().multipliedBy(PINGS_UNANSWERED))
                .requestCleanupInterval(Duration.ofSeconds(1))
                .supportUTF8Subjects()
                .reportNoResponders()
                .noReconnect()
                // A certificate names a host, not an address.
                .noResolveHostnames()
                .callbackExecutor(new OnReader());
        return config.uri().contains("tls://") ? options.sslContext(VerifiedTls.context()) : options;
    }
}
