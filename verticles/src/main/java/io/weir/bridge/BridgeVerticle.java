package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.weir.cluster.Peers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The life-cycle of one provider: takes requests at {@code BusAddress.provider(node, name)} and publishes {@code
 * ProviderState} whenever the broker is found or lost. Deployed once per provider and node, on an event loop.
 *
 * <p>It starts without the broker too: deployment is done when the first attempt to connect ended, well or not, and
 * attempts go on until it is undeployed.
 */
public abstract class BridgeVerticle extends VerticleBase {

    private static final BrokerFailure SLEPT =
            BrokerFailure.saying("this node did not run for so long that others may have given it up");

    private final Peers peers;
    private final String provider;
    private final Duration handover;
    private @Nullable BrokerBridge bridge;
    private @Nullable BridgeEndpoint endpoint;

    /**
     * Names a provider.
     *
     * @param peers the nodes whose triggers open topics here
     * @param provider its name in the configuration
     * @param handover how long topics may take to move to other nodes' bridges when this one stops
     */
    protected BridgeVerticle(Peers peers, String provider, Duration handover) {
        this.peers = peers;
        this.provider = provider;
        this.handover = handover;
    }

    /** Makes the bridge, on the verticle's context. */
    protected abstract BrokerBridge bridge();

    /** Fails only when the configuration's address is none. */
    @Override
    public Future<?> start() {
        BrokerBridge starting = bridge();
        bridge = starting;
        SleepWatch.start(vertx, peers, () -> starting.loseLink(SLEPT));
        endpoint = BridgeEndpoint.serve(vertx, peers, provider, starting);
        return endpoint.completion().compose(listening -> starting.start());
    }

    @Override
    public Future<?> stop() {
        Future<Void> deaf = endpoint == null ? Future.succeededFuture() : endpoint.leave(vertx, handover);
        return deaf.eventually(() -> bridge == null ? Future.succeededFuture() : bridge.close());
    }
}
