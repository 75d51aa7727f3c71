package io.weir.bridge.queue;

import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bus.LogTopics;
import java.util.Map;

/**
 * What keeps durable queues, over a connection of its own: a queue that does not answer must not hold up live topics. Every
 * call blocks, for a bounded time; one thread at a time.
 */
public interface QueueBroker extends QueueChannel.Opener {

    /**
     * Makes a queue as it is wanted, or leaves it so.
     *
     * @return the patterns that the broker does not let this user have, with the reason; the others are kept from now on
     * @throws BridgeException with {@code QUEUE_LOST} when events may be missing and {@code create} is not said
     */
    Map<String, BrokerFailure> keep(LogTopics wanted) throws Exception;

    /** What the log is told of a failure. */
    BridgeException refusal(BrokerFailure failure);
}
