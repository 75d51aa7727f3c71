package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.function.Consumer;

/** The channel that a durable queue is read on, and nothing else is done on. Every call blocks. */
final class QueueChannel {

    private final Channel channel;

    private QueueChannel(Channel channel) {
        this.channel = channel;
    }

    /**
     * Begins to read a queue.
     *
     * @param prefetch how many deliveries may be unacknowledged
     * @param arrived takes each delivery, on the client library's thread
     * @param onLost called on any thread when nothing more will arrive, several times perhaps
     */
    static QueueChannel open(
            Connection connection,
            String queue,
            int prefetch,
            Consumer<Deliveries.Delivery> arrived,
            Consumer<BrokerFailure> onLost)
            throws IOException {
        Channel channel = connection.createChannel();
        channel.addShutdownListener(signal -> onLost.accept(BrokerFailure.of(signal)));
        channel.basicQos(prefetch);
        channel.basicConsume(
                queue,
                false,
                (tag, delivery) -> arrived.accept(deliveryOf(delivery)),
                tag -> onLost.accept(new BrokerFailure(0, "the broker ended the reading of the queue")));
        return new QueueChannel(channel);
    }

    /** Acknowledges everything up to this delivery. Where that cannot be said any more, the broker delivers it again. */
    void acknowledge(long upTo) {
        try {
            channel.basicAck(upTo, true);
        } catch (IOException | ShutdownSignalException e) {
            abort();
        }
    }

    /**
     * Ends it: the broker takes back what is not acknowledged, and only then gives it to the next reader. Merely
     * cancelling the consumer would let that one begin behind it.
     */
    void abort() {
        try {
            channel.abort();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    private static Deliveries.Delivery deliveryOf(Delivery delivery) {
        return new Deliveries.Delivery(
                delivery.getEnvelope().getDeliveryTag(),
                delivery.getEnvelope().getRoutingKey(),
                delivery.getProperties(),
                delivery.getBody());
    }
}
