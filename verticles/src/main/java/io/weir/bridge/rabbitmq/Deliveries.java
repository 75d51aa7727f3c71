package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hands deliveries from the client library's thread to the event loop, many at a time, in the broker's order, and
 * acknowledges them, many at a time too, once triggers and transports have handled them: what waits anywhere in the
 * cluster is never more than the channel's prefetch.
 */
final class Deliveries extends DefaultConsumer {

    /** Deliveries between two looks of the event loop at its other work. */
    private static final int BURST = 256;

    /** How long a few deliveries wait for more before they are acknowledged together. */
    private static final long ACK_PAUSE_MILLIS = 10;

    private final HandOff<Delivery> arriving;
    private final Vertx vertx;
    private final Executor acks;
    private final int acksAtOnce;
    private final Sink sink;
    private final Consumer<BrokerFailure> onLost;
    private long handled;
    private long acknowledged;
    private boolean acknowledging;

    /** Where deliveries go. Called on the event loop. */
    interface Sink {

        /** Sends one on, without waiting. */
        void deliver(Delivery delivery);

        /** Completes once all that were sent on before have been handled; never fails. */
        Future<Void> handled();
    }

    /** One delivery. */
    record Delivery(long tag, String routingKey, BasicProperties properties, byte[] body) {}

    /**
     * Reads a channel.
     *
     * @param acks where acknowledging may block
     * @param prefetch the channel's; a quarter of it is acknowledged at once, so that the broker never runs dry
     * @param sink takes the deliveries
     * @param onLost called on any thread when the broker takes the queue away
     */
    Deliveries(
            Channel channel,
            Vertx vertx,
            Executor eventLoop,
            Executor acks,
            int prefetch,
            Sink sink,
            Consumer<BrokerFailure> onLost) {
        super(channel);
        this.arriving = new HandOff<>(eventLoop, this::takeSome);
        this.vertx = vertx;
        this.acks = acks;
        this.acksAtOnce = Math.max(1, prefetch / 4);
        this.sink = sink;
        this.onLost = onLost;
    }

    @Override
    public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
        arriving.add(new Delivery(envelope.getDeliveryTag(), envelope.getRoutingKey(), properties, body));
    }

    @Override
    public void handleCancel(String consumerTag) {
        onLost.accept(new BrokerFailure(0, "the broker deleted the queue"));
    }

    private void takeSome() {
        for (int taken = 0; taken < BURST; taken++) {
            Delivery delivery = arriving.poll();
            if (delivery == null) {
                break;
            }
            handled = delivery.tag();
            sink.deliver(delivery);
        }
        acknowledgeSoon();
    }

    private void acknowledgeSoon() {
        if (handled - acknowledged >= acksAtOnce) {
            acknowledge();
        } else if (handled > acknowledged && !acknowledging) {
            acknowledging = true;
            vertx.setTimer(ACK_PAUSE_MILLIS, over -> {
                acknowledging = false;
                acknowledge();
            });
        }
    }

    private void acknowledge() {
        long last = handled;
        if (last > acknowledged) {
            acknowledged = last;
            sink.handled().onSuccess(handledAll -> acks.execute(() -> acknowledgeUpTo(last)));
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
