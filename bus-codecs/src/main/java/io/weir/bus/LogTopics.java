package io.weir.bus;

import java.util.List;

/**
 * The log tells a bridge which topics' events are to come to it, instead of to triggers: the bridge sends them as
 * {@link AppendEvents} to {@link BusAddress#LOG} and acknowledges them to the broker once they are stored. While no one
 * takes them, the broker keeps them. Answered by {@link LogTopicsBound}, or failed with a {@link BusFailure}; said again,
 * whole, whenever it changes and when the provider is found again.
 *
 * @param provider the provider's name in the configuration
 * @param queue the name of the broker's durable queue; nodes with the same store share it
 * @param keepMillis how long the broker keeps a queue that no node reads any more
 * @param patterns AMQP topic patterns, {@code *} for a word and {@code #} for any number of them; they may take more than
 *     is logged, and the log leaves the rest out
 * @param retired patterns of before that are no longer wanted
 */
public record LogTopics(String provider, String queue, long keepMillis, List<String> patterns, List<String> retired)
        implements BusMessage {

    /** Copies the lists. */
    public LogTopics {
        patterns = List.copyOf(patterns);
        retired = List.copyOf(retired);
    }
}
