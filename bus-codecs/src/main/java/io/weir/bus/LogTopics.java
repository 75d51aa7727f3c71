package io.weir.bus;

import java.util.List;

/**
 * The log tells a bridge which topics' events are to come to it, instead of to triggers: the bridge sends them as
 * {@link AppendEvents} to {@link BusAddress#LOG} and acknowledges them to the broker once they are stored. While no one
 * takes them, the broker keeps them. Answered by {@link LogTopicsBound}, or failed with a {@link BusFailure}; said again,
 * whole, whenever it changes and when the provider is found again.
 *
 * <p>A queue that is not there although topics were bound to it has lost events. So the log says {@code create} only
 * while the store has no topic of this provider as logged. Told {@link BusFailure#QUEUE_LOST}, it first writes down that
 * no topic of the provider is logged any more, then asks again with {@code create}: the gap is known before the queue is
 * back, whatever breaks down in between.
 *
 * @param provider the provider's name in the configuration
 * @param queue the name of the broker's durable queue; nodes with the same store share it
 * @param create whether to make a queue that is not there; otherwise that fails with {@link BusFailure#QUEUE_LOST}
 * @param keepMillis how long the broker keeps a queue that no node reads any more
 * @param patterns AMQP topic patterns, {@code *} for a word and {@code #} for any number of them; what
 *     they take is stored
 * @param retired patterns of before that are no longer wanted
 */
public record LogTopics(
        String provider, String queue, boolean create, long keepMillis, List<String> patterns, List<String> retired)
        implements BusMessage {

    /** Copies the lists. */
    public LogTopics {
        patterns = List.copyOf(patterns);
        retired = List.copyOf(retired);
    }
}
