package io.weir.bridge.queue;

import io.vertx.core.Future;
import io.weir.bridge.Delivery;
import java.util.List;

/** Who takes what is in a durable queue, and stores it. On the event loop. */
public interface Taker {

    /**
     * Takes deliveries, in the broker's order.
     *
     * @return done once the broker may forget all of them; fails when any must be tried again, with all the others
     */
    Future<Void> take(List<Delivery> batch);
}
