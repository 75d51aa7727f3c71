package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.OnReader;
import io.weir.config.ProviderConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Where the broker is and how to reach it. Immutable after construction; {@link #connect} blocks. */
final class BrokerAddress {

    /** The longest that the broker may take to answer one call. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final String provider;
    private final BrokerThreads threads;
    private final ConnectionFactory factory = new ConnectionFactory();

    /**
     * Reads the URI.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it, since it holds a password
     */
    BrokerAddress(String provider, ProviderConfig.Rabbitmq config, BrokerThreads threads) {
        this.provider = provider;
        this.threads = threads;
        try {
            if (config.uri().startsWith("amqps:")) {
                verifyCertificates();
            }
            factory.setUri(config.uri());
        } catch (URISyntaxException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "provider \"%s\": uri is not an amqp:// or amqps:// URI".formatted(provider));
        }
        int connectMillis = Math.toIntExact(config.connectTimeout().toMillis());
        factory.setConnectionTimeout(connectMillis);
        factory.setHandshakeTimeout(connectMillis);
        factory.setRequestedHeartbeat(Math.toIntExact(config.heartbeat().toSeconds()));
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setThreadFactory(threads.named("client"));
        factory.setExceptionHandler(new BrokerExceptions(provider));
    }

    /** Opens a connection that the broker lists under {@code purpose}. */
    Connection connect(String purpose) throws IOException, TimeoutException {
        return connect(purpose, ANSWER);
    }

    /** Opens one whose calls may take as long as {@code answer}. */
    Connection connect(String purpose, Duration answer) throws IOException, TimeoutException {
        ConnectionFactory patient = factory.clone();
        patient.setChannelRpcTimeout(Math.toIntExact(answer.toMillis()));
        return patient.newConnection(new OnReader(), "weir %s %s".formatted(provider, purpose));
    }

    /** Before the URI is read: what {@code amqps} means to the client library by itself is to trust everyone. */
    private void verifyCertificates() throws GeneralSecurityException {
        factory.useSslProtocol(SSLContext.getDefault());
        factory.enableHostnameVerification();
    }
}
