package io.weir.bridge.queue;

import io.vertx.core.Vertx;
import io.weir.bridge.BrokerFailure;
import io.weir.flow.BackOff;
import java.util.concurrent.Executor;

/**
 * The way to one durable queue.
 *
 * @param eventLoop the bridge's
 * @param thread where the broker's calls may block, in order
 * @param reading the pauses between attempts to read
 */
public record QueueAccess(Vertx vertx, Executor eventLoop, Executor thread, QueueBroker broker, BackOff reading) {

    /** A reader of the queue. */
    QueueReader reader(Taker taker, QueueLog log, Runnable restore) {
        return new QueueReader(vertx, eventLoop, thread, broker, reading, taker, log, restore);
    }

    /** What a failure of the broker's means. */
    BrokerFailure failure(Throwable failure) {
        return broker.failure(failure instanceof Exception e ? e : new IllegalStateException(failure));
    }
}
