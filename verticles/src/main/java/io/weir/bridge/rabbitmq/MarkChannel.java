package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.vertx.core.buffer.Buffer;
import io.weir.bridge.MarkSender;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Puts marks into the bridge's own queue, through the default exchange: a mark comes behind every event that was in the
 * queue before it. Calls may block.
 */
final class MarkChannel implements MarkSender {

    private static final AMQP.BasicProperties BARE = new AMQP.BasicProperties.Builder().build();

    private final String queue;
    private final Channel channel;

    /**
     * Opens the channel.
     *
     * @param onClosed called on any thread when the broker does not let this user write there, or the connection is lost
     */
    MarkChannel(Connection connection, String queue, Consumer<MarkChannel> onClosed) throws IOException {
        this.queue = queue;
        this.channel = connection.createChannel();
        channel.addShutdownListener(signal -> onClosed.accept(this));
    }

    @Override
    public void send(long number) throws IOException {
        channel.basicPublish("", queue, BARE, Buffer.buffer().appendLong(number).getBytes());
    }
}
