package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.weir.bus.LogTopics;
import java.io.IOException;
import java.util.Map;

/** Declares and binds the queue that keeps events for the log. Every call blocks. */
final class DurableQueue {

    private final Connection connection;
    private final String exchange;
    private final LogTopics topics;

    DurableQueue(Connection connection, String exchange, LogTopics topics) {
        this.connection = connection;
        this.exchange = exchange;
        this.topics = topics;
    }

    /**
     * Whether the broker has it now: it is made where the log says so. One that is there already stays as it is, whoever
     * made it and however: a queue's arguments cannot be changed, and declaring it with others is an error.
     */
    boolean isThere() throws IOException {
        if (Presence.ofQueue(connection, topics.queue())) {
            return true;
        }
        if (topics.create()) {
            declare();
        }
        return topics.create();
    }

    /**
     * Binds what is wanted, then unbinds what is not wanted any more.
     *
     * @return why not, by pattern
     */
    Map<String, BrokerFailure> bind() throws IOException {
        BindingChannel bindings = new BindingChannel(connection, exchange, topics.queue());
        Map<String, BrokerFailure> refused = bindings.bind(topics.patterns());
        bindings.unbind(topics.retired());
        bindings.close();
        return refused;
    }

    private void declare() throws IOException {
        Channel channel = connection.createChannel();
        Map<String, Object> arguments = LogQueueArguments.of(topics.keepMillis(), connection.getServerProperties());
        channel.queueDeclare(topics.queue(), true, false, false, arguments);
        channel.abort();
    }
}
