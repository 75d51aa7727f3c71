package io.weir.testing;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Optional;

/**
 * A real RabbitMQ for tests: the one that {@code WEIR_TEST_RABBITMQ} names, or a private node of this JVM. A test
 * that stops its broker asks for {@link #own()}.
 */
public final class RabbitBroker {

    private static final String VARIABLE = "WEIR_TEST_RABBITMQ";

    private static RabbitNode node;

    private final String uri;

    private RabbitBroker(String uri) {
        this.uri = uri;
    }

    /** The broker for tests that leave it running. Started by the first test that asks, ended with the JVM. */
    public static RabbitBroker shared() {
        return new RabbitBroker(Optional.ofNullable(System.getenv(VARIABLE)).orElseGet(() -> own().uri()));
    }

    /** This JVM's private node, started if it does not run. Tests that stop it start it again. */
    public static synchronized RabbitNode own() {
        if (node == null) {
            node = RabbitNode.create();
        }
        node.start();
        return node;
    }

    /** Where it listens, credentials included. */
    public String uri() {
        return uri;
    }

    /** A connection for the test's own side of a conversation. */
    public Connection connect() {
        return connect(uri);
    }

    static Connection connect(String uri) {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(uri);
            factory.setAutomaticRecoveryEnabled(false);
            return factory.newConnection("weir test");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
