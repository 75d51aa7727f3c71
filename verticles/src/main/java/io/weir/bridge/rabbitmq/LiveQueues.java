package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The queues that one link reads live topics from: the broker's own names, gone with the connection. All are read on one
 * channel, by one consumer, so that acknowledgements and the bound of what is under way are those of one queue. Declaring
 * and reading blocks; one thread at a time. Who they are may be asked on any thread.
 */
final class LiveQueues {

    private final Channel channel;
    private final int prefetch;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private @Nullable Consumer reader;
    private boolean shared;

    /**
     * No queue yet.
     *
     * @param channel that they are read on
     * @param prefetch deliveries that may be under way from all of them together
     */
    LiveQueues(Channel channel, int prefetch) {
        this.channel = channel;
        this.prefetch = prefetch;
    }

    /** Declares one more, which is read as the others are. */
    String declare() throws IOException {
        String name = channel.queueDeclare("", false, true, true, null).getQueue();
        names.add(name);
        if (reader != null) {
            read(name, reader);
        }
        return name;
    }

    /** Begins to read all that are there and those that come. */
    void read(Consumer by) throws IOException {
        channel.basicQos(prefetch);
        reader = by;
        for (String name : names) {
            read(name, by);
        }
    }

    Set<String> names() {
        return Set.copyOf(names);
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    private void read(String name, Consumer by) throws IOException {
        if (names.size() > 1 && !shared) {
            // Of all queues together. Brokers that have given this up say yes and let each queue have as much.
            channel.basicQos(prefetch, true);
            shared = true;
        }
        channel.basicConsume(name, false, by);
    }
}
