package io.weir.bridge.queue;

import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Delivery;
import java.util.function.Consumer;

/** What a durable queue is read on. Every call blocks; one thread at a time. */
public interface QueueChannel {

    /** Acknowledges everything up to this delivery. Where that cannot be said any more, the broker delivers it again. */
    void acknowledge(long upTo);

    /** Ends it: the broker takes back what is not acknowledged, and only then gives it to the next reader. */
    void abort();

    /** Reads queues of one broker. */
    interface Opener {

        /**
         * Begins to read a queue; blocks, for a bounded time.
         *
         * @param arrived takes each delivery, in the broker's order, on one thread; what is not acknowledged is bounded
         * @param onLost called on any thread when nothing more will arrive, several times perhaps
         */
        QueueChannel open(String queue, Consumer<Delivery> arrived, Consumer<BrokerFailure> onLost) throws Exception;

        /** What an exception of {@link #open} means. */
        BrokerFailure failure(Exception e);

        /** Ends what was needed to read queues; blocks, for seconds at most. */
        void abort();
    }
}
