package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.weir.bridge.BrokerFailure;
import java.io.IOException;
import java.util.Map;

/** Declares and binds a queue that keeps what must not be lost. Every call blocks. */
final class DurableQueue {

    private final Connection connection;
    private final String exchange;
    private final WantedQueue wanted;

    DurableQueue(Connection connection, String exchange, WantedQueue wanted) {
        this.connection = connection;
        this.exchange = exchange;
        this.wanted = wanted;
    }

    /**
     * Whether the broker has it now: it is made where that is wanted. One that is there already stays as it is, whoever
     * made it and however: a queue's arguments cannot be changed, and declaring it with others is an error.
     */
    boolean isThere() throws IOException {
        if (Presence.ofQueue(connection, wanted.name())) {
            return true;
        }
        if (wanted.create()) {
            declare();
        }
        return wanted.create();
    }

    /**
     * Binds what is wanted, then unbinds what is not wanted any more.
     *
     * @return why not, by pattern
     */
    Map<String, BrokerFailure> bind() throws IOException {
        BindingChannel bindings = new BindingChannel(connection, exchange, TopicQueues.one(wanted.name()));
        Map<String, BrokerFailure> refused = bindings.bind(wanted.patterns());
        bindings.unbind(wanted.retired());
        bindings.close();
        return refused;
    }

    private void declare() throws IOException {
        Channel channel = connection.createChannel();
        Map<String, Object> arguments = QueueArguments.of(wanted.keepMillis(), connection.getServerProperties());
        channel.queueDeclare(wanted.name(), true, false, false, arguments);
        channel.abort();
    }
}
