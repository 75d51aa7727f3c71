package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Hands deliveries from the client library's thread to the event loop, many at a time, in the broker's order, and
 * acknowledges them after: what waits here is never more than the channel's prefetch.
 */
final class Deliveries extends DefaultConsumer {

    /** Deliveries between two looks of the event loop at its other work. */
    private static final int BURST = 256;

    private final Queue<Delivery> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Executor eventLoop;
    private final Executor acks;
    private final Consumer<Delivery> sink;
    private final Consumer<BrokerFailure> onLost;

    /** One delivery. */
    record Delivery(long tag, String routingKey, BasicProperties properties, byte[] body) {}

    /**
     * Reads a channel.
     *
     * @param acks where acknowledging may block
     * @param sink called on the event loop
     * @param onLost called on any thread when the broker takes the queue away
     */
    Deliveries(
            Channel channel,
            Executor eventLoop,
            Executor acks,
            Consumer<Delivery> sink,
            Consumer<BrokerFailure> onLost) {
        super(channel);
        this.eventLoop = eventLoop;
        this.acks = acks;
        this.sink = sink;
        this.onLost = onLost;
    }

    @Override
    public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
        waiting.add(new Delivery(envelope.getDeliveryTag(), envelope.getRoutingKey(), properties, body));
        schedule();
    }

    @Override
    public void handleCancel(String consumerTag) {
        onLost.accept(new BrokerFailure(0, "the broker deleted the queue"));
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            eventLoop.execute(this::drain);
        }
    }

    private void drain() {
        long last = 0;
        for (int taken = 0; taken < BURST; taken++) {
            Delivery delivery = waiting.poll();
            if (delivery == null) {
                break;
            }
            last = delivery.tag();
            sink.accept(delivery);
        }
        acknowledge(last);
        scheduled.set(false);
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    private void acknowledge(long last) {
        if (last > 0) {
            acks.execute(() -> acknowledgeUpTo(last));
        }
    }

    private void acknowledgeUpTo(long last) {
        try {
            getChannel().basicAck(last, true);
        } catch (IOException | ShutdownSignalException e) {
            onLost.accept(BrokerFailure.of(e));
        }
    }
}
