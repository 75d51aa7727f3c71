package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.queue.QueueChannel;
import java.io.IOException;
import java.util.function.Consumer;

/** The channel that a durable queue is read on, and nothing else is done on. Every call blocks. */
final class AmqpQueue implements QueueChannel {

    private final Channel channel;

    private AmqpQueue(Channel channel) {
        this.channel = channel;
    }

    /**
     * Begins to read a queue.
     *
     * @param prefetch how many deliveries may be unacknowledged
     * @param arrived takes each delivery, on the client library's thread
     * @param onLost called on any thread when nothing more will arrive, several times perhaps
     */
    static AmqpQueue open(
            Connection connection,
            String provider,
            String queue,
            int prefetch,
            Consumer<io.weir.bridge.Delivery> arrived,
            Consumer<BrokerFailure> onLost)
            throws IOException {
        Channel channel = connection.createChannel();
        channel.addShutdownListener(signal -> onLost.accept(AmqpFailure.of(signal)));
        channel.basicQos(prefetch);
        channel.basicConsume(
                queue,
                false,
                (tag, delivery) -> arrived.accept(deliveryOf(provider, delivery)),
                tag -> onLost.accept(new BrokerFailure(0, "the broker ended the reading of the queue")));
        return new AmqpQueue(channel);
    }

    @Override
    public void acknowledge(long upTo) {
        try {
            channel.basicAck(upTo, true);
        } catch (IOException | ShutdownSignalException e) {
            abort();
        }
    }

    /** Merely cancelling the consumer would let the next reader begin behind what is not acknowledged. */
    @Override
    public void abort() {
        try {
            channel.abort();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    private static io.weir.bridge.Delivery deliveryOf(String provider, Delivery delivery) {
        return EventProperties.delivery(provider, delivery.getEnvelope(), delivery.getProperties(), delivery.getBody());
    }
}
