package io.weir.testing;

import java.util.Optional;

/**
 * A real Kafka for tests: the one that {@code WEIR_TEST_KAFKA} names by its bootstrap servers, which takes anybody and makes no
 * topics by itself, or a private node of this JVM. A test that stops its broker, or needs users, asks for {@link #own()}.
 */
public final class KafkaBroker {

    private static final String VARIABLE = "WEIR_TEST_KAFKA";

    private static KafkaNode node;

    private KafkaBroker() {}

    /** Where tests that leave their broker running find one. Started by the first that asks, ended with the JVM. */
    public static String shared() {
        return Optional.ofNullable(System.getenv(VARIABLE)).orElseGet(() -> own().brokers());
    }

    /** This JVM's private node, started if it does not run. Tests that stop it start it again. */
    public static synchronized KafkaNode own() {
        if (node == null) {
            node = KafkaNode.create();
        }
        node.start();
        return node;
    }
}
