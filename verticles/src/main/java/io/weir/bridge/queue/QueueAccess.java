package io.weir.bridge.queue;

import io.vertx.core.Vertx;
import io.weir.bridge.BrokerFailure;
import io.weir.bus.Service;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import io.weir.flow.BackOff;
import java.util.concurrent.Executor;

/**
 * The way to one durable queue.
 *
 * @param peers tell who takes what it has
 * @param eventLoop the bridge's
 * @param thread where the broker's calls may block, in order
 * @param reading the pauses between attempts to read
 */
public record QueueAccess(
        Vertx vertx, Peers peers, Executor eventLoop, Executor thread, QueueBroker broker, BackOff reading) {

    /** A reader of the queue. */
    QueueReader reader(Taker taker, QueueLog log, Runnable restore) {
        return new QueueReader(vertx, eventLoop, thread, broker, reading, taker, log, this::shared, restore);
    }

    /** Whether other nodes may read it too. */
    private boolean shared() {
        return peers.members().count(Service.BRIDGE) > 1;
    }

    /** Who takes it: this node where it does so itself. */
    Asking asking(Service service, String address) {
        return new Asking(vertx.eventBus(), peers, service, address);
    }

    /** What a failure of the broker's means. */
    BrokerFailure failure(Throwable failure) {
        return broker.failure(failure instanceof Exception e ? e : new IllegalStateException(failure));
    }
}
