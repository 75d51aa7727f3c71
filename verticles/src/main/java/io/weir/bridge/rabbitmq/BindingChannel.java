package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.weir.bridge.BrokerFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Binds topics to queues and unbinds them. Every call blocks; one thread at a time.
 *
 * <p>The broker works off a channel's calls in order. So many bindings cost one round trip: all but the last are sent
 * without asking for an answer, and the answer to the last is the answer to all. When one of them is not allowed, the
 * broker closes the channel and does not say which; then they go one by one on a new channel.
 */
final class BindingChannel {

    /** Bindings for one answer: what the broker does in well under a second. */
    private static final int BATCH = 500;

    private final Connection connection;
    private final String exchange;
    private final TopicQueues queues;
    private Channel channel;

    BindingChannel(Connection connection, String exchange, TopicQueues queues) throws IOException {
        this.connection = connection;
        this.exchange = exchange;
        this.queues = queues;
        this.channel = connection.createChannel();
    }

    /**
     * Binds topics; the broker has confirmed each that is not in the answer.
     *
     * @return why not, by topic
     * @throws IOException when the connection is lost, or the exchange
     */
    Map<String, BrokerFailure> bind(Collection<String> topics) throws IOException {
        Map<String, BrokerFailure> failures = new HashMap<>();
        List<String> all = new ArrayList<>(topics);
        for (int from = 0; from < all.size(); from += BATCH) {
            bindBatch(all.subList(from, Math.min(from + BATCH, all.size())), failures);
        }
        return failures;
    }

    /** Unbinds topics. A topic that is not bound, or that this user may not have, is no error. */
    void unbind(Collection<String> topics) throws IOException {
        for (String topic : topics) {
            String queue = queues.leave(topic);
            if (queue == null) {
                continue;
            }
            try {
                open().queueUnbind(queue, exchange, topic);
            } catch (IOException | ShutdownSignalException e) {
                rethrowUnlessForbidden(e);
            }
        }
    }

    /** Ends the channel; the bindings stay. */
    void close() throws IOException {
        channel.abort();
    }

    private void bindBatch(List<String> topics, Map<String, BrokerFailure> failures) throws IOException {
        try {
            bindPipelined(topics);
        } catch (IOException | ShutdownSignalException e) {
            rethrowUnlessForbidden(e);
            for (String topic : topics) {
                bindOne(topic, failures);
            }
        }
    }

    private void bindPipelined(List<String> topics) throws IOException {
        Channel open = open();
        int last = topics.size() - 1;
        for (String topic : topics.subList(0, last)) {
            open.queueBindNoWait(queues.take(topic), exchange, topic, null);
        }
        open.queueBind(queues.take(topics.get(last)), exchange, topics.get(last));
    }

    private void bindOne(String topic, Map<String, BrokerFailure> failures) throws IOException {
        try {
            open().queueBind(queues.take(topic), exchange, topic);
        } catch (IOException | ShutdownSignalException e) {
            rethrowUnlessForbidden(e);
            queues.leave(topic);
            failures.put(topic, AmqpFailure.of(e));
        }
    }

    /** Only a topic that this user may not bind is the topic's own failure. */
    private static void rethrowUnlessForbidden(Exception e) throws IOException {
        if (AmqpFailure.of(e).code() != AMQP.ACCESS_REFUSED) {
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private Channel open() throws IOException {
        if (!channel.isOpen()) {
            channel = connection.createChannel();
        }
        return channel;
    }
}
