package io.weir.bridge;

import io.vertx.core.Future;
import io.weir.bus.EventReply;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;

/**
 * One provider as the rest of the server sees it. Called on the bridge's event loop only, and never blocks it. Futures
 * fail with {@link BridgeException} and may complete on any thread.
 */
public interface Bridge {

    /**
     * Delivers a topic's events to an address of the bus, in the broker's order.
     *
     * @return done once no later event can be missed
     */
    Future<Void> open(String topic, String deliverTo);

    /** Ends what {@link #open} began; unknown topics and addresses are ignored. */
    void close(String topic, String deliverTo);

    /** Publishes one event. Never a failed future: what went wrong is the outcome's reason. */
    Future<PublishOutcome> publish(PublishEvent event);

    /** Asks a topic and waits for one reply: its bytes as they came. */
    Future<EventReply> request(RequestEvent request);
}
