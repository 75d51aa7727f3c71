package io.weir.bridge;

import io.vertx.core.Deployable;
import io.weir.bus.EventAttributes;
import io.weir.bus.LogTopics;
import io.weir.telemetry.Metrics;
import java.util.function.Function;

/** One kind of provider: its broker, bridges to it, and someone beyond it who knows nothing of us. */
public interface ProviderUnderTest {

    /** Whether anyone can be asked over it. */
    boolean answersRequests();

    /** A payload that the broker refuses for its size, in bytes. */
    int tooLarge();

    /** Starts the broker, unless it runs; what it keeps is what it had. */
    void start();

    /** Ends the broker as a crash would. */
    void kill();

    /** The bridge of the node {@code n1} to the provider {@link BridgeClient#PROVIDER}. */
    Deployable bridge(Metrics metrics);

    /** The same with credentials that the broker refuses. */
    Deployable intruder(Metrics metrics, String password);

    /** What the log asks for, of a queue of this test's own. */
    LogTopics logTopics(boolean create, String... patterns);

    /** Connects someone else; the broker runs. */
    Outsider outsider() throws Exception;

    /** A client of the broker that is not ours. */
    interface Outsider extends AutoCloseable {

        /** Publishes as a stranger would, and returns once the broker has it. */
        void publish(String topic, EventAttributes attributes, String payload) throws Exception;

        /** Reads a topic from now on. */
        Listening listen(String topic) throws Exception;

        /** Answers requests on a topic with the reply that the function makes of the request; none where it is null. */
        void answer(String topic, Function<String, String> reply) throws Exception;
    }

    /** What has arrived on a topic since. */
    interface Listening {

        /** Payloads, in order. */
        java.util.List<String> payloads();

        /** The attributes of each, in order. */
        java.util.List<EventAttributes> attributes();
    }
}
