package io.weir.bridge;

import io.vertx.core.Deployable;
import io.weir.bus.LogTopics;
import io.weir.telemetry.Metrics;

/** One kind of provider that has a broker, bridges to it, and someone beyond it who knows nothing of us. */
public interface ProviderUnderTest extends TopicsUnderTest {

    @Override
    default ProviderClient client() {
        return BridgeClient.deploy(this::bridge);
    }

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
}
