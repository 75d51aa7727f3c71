package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import java.util.List;

/** Who takes what is in a durable queue, and stores it. On the event loop. */
interface Taker {

    /**
     * Takes deliveries, in the broker's order.
     *
     * @return done once the broker may forget all of them; fails when any must be tried again, with all the others
     */
    Future<Void> take(List<Deliveries.Delivery> batch);
}
