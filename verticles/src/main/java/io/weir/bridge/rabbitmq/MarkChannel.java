package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.vertx.core.buffer.Buffer;
import io.weir.bridge.Link;
import io.weir.bridge.MarkSender;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts marks into the bridge's own queues, through the default exchange: a mark comes behind every event that was in its
 * queue before it. Calls may block.
 */
final class MarkChannel implements MarkSender {

    private static final AMQP.BasicProperties BARE = new AMQP.BasicProperties.Builder().build();

    private final LiveQueues queues;
    private final Channel channel;

    /**
     * Opens the channel.
     *
     * @param connection one that publishes: a broker that is short of memory reads nothing more of it
     * @param fate hears why the broker does not let this user write there
     * @param onClosed called on any thread when the broker does not let this user write there, or the connection is lost
     */
    MarkChannel(Connection connection, LiveQueues queues, Link.Fate fate, Consumer<MarkChannel> onClosed)
            throws IOException {
        this.queues = queues;
        this.channel = connection.createChannel();
        channel.addShutdownListener(signal -> {
            if (!signal.isHardError()) {
                fate.onRefused(AmqpFailure.of(signal));
            }
            onClosed.accept(this);
        });
    }

    @Override
    public int send(long number) throws IOException {
        byte[] mark = Buffer.buffer().appendLong(number).getBytes();
        Set<String> names = queues.names();
        for (String queue : names) {
            channel.basicPublish("", queue, BARE, mark);
        }
        return names.size();
    }
}
