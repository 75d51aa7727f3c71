package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.vertx.core.Vertx;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Delivery;
import io.weir.bridge.HandOff;
import io.weir.bridge.MarkedRoutes;
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
    private final String provider;
    private final MarkedRoutes routes;
    private final Consumer<BrokerFailure> onLost;
    private long handled;
    private long acknowledged;
    private boolean acknowledging;

    /**
     * Reads a channel.
     *
     * @param acks where acknowledging may block
     * @param prefetch the channel's; a quarter of it is acknowledged at once, so that the broker never runs dry
     * @param routes where they go
     * @param onLost called on any thread when the broker takes a queue away
     */
    Deliveries(
            Channel channel,
            Vertx vertx,
            Executor eventLoop,
            Executor acks,
            int prefetch,
            String provider,
            MarkedRoutes routes,
            Consumer<BrokerFailure> onLost) {
        super(channel);
        this.arriving = new HandOff<>(eventLoop, this::takeSome);
        this.vertx = vertx;
        this.acks = acks;
        this.acksAtOnce = Math.max(1, prefetch / 4);
        this.provider = provider;
        this.routes = routes;
        this.onLost = onLost;
    }

    @Override
    public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
        arriving.add(EventProperties.delivery(provider, envelope, properties, body));
    }

    @Override
    public void handleCancel(String consumerTag) {
        onLost.accept(new BrokerFailure(0, "the broker deleted a queue of live topics"));
    }

    private void takeSome() {
        for (int taken = 0; taken < BURST; taken++) {
            Delivery delivery = arriving.poll();
            if (delivery == null) {
                break;
            }
            handled = delivery.tag();
            routes.deliver(delivery.event());
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
            routes.handled().onSuccess(handledAll -> acks.execute(() -> acknowledgeUpTo(last)));
        }
    }

    private void acknowledgeUpTo(long last) {
        try {
            getChannel().basicAck(last, true);
        } catch (IOException | ShutdownSignalException e) {
            onLost.accept(AmqpFailure.of(e));
        }
    }
}
