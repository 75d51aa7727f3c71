package io.weir.streams;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.weir.testing.RabbitNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A system outside that publishes numbered events to RabbitMQ at a steady rate, whatever the broker does: what was not
 * confirmed is sent again with the same message ids, in order, and what is late is caught up with.
 */
final class SteadyPublisher {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final RabbitNode broker;
    private final String exchange;
    private final int perSecond;
    private final AtomicInteger confirmed = new AtomicInteger();

    SteadyPublisher(RabbitNode broker, String exchange, int perSecond) {
        this.broker = broker;
        this.exchange = exchange;
        this.perSecond = perSecond;
    }

    /** How many events the broker has. */
    int confirmed() {
        return confirmed.get();
    }

    /** Returns once someone listens to a topic: what is sent there from then on is kept for them. */
    void awaitQueue(String topic) {
        while (!isRouted(topic)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isRouted(String topic) {
        AtomicInteger returned = new AtomicInteger();
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.addReturnListener(message -> returned.incrementAndGet());
            channel.basicPublish(exchange, topic, true, null, bytes(0));
            return channel.waitForConfirms(10_000) && returned.get() == 0;
        } catch (Exception notYet) {
            return false;
        }
    }

    /** Publishes events 1 to {@code last}; returns when the broker has them all. */
    void run(String topic, int last) {
        long start = System.nanoTime();
        while (confirmed() < last) {
            try (Connection connection = broker.connect();
                    Channel channel = connection.createChannel()) {
                channel.confirmSelect();
                while (confirmed() < last) {
                    publishDue(channel, topic, Math.min(last, due(start)));
                }
            } catch (Exception lost) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private int due(long start) {
        return (int) ((System.nanoTime() - start) * perSecond / TimeUnit.SECONDS.toNanos(1));
    }

    private void publishDue(Channel channel, String topic, int due) throws Exception {
        for (int n = confirmed() + 1; n <= due; n++) {
            BasicProperties properties = MessageProperties.PERSISTENT_BASIC
                    .builder()
                    .messageId("event-" + n)
                    .build();
            channel.basicPublish(exchange, topic, true, properties, bytes(n));
        }
        channel.waitForConfirmsOrDie(10_000);
        confirmed.set(Math.max(confirmed(), due));
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static byte[] bytes(int n) {
        return Readings.event(n).getBytes(StandardCharsets.UTF_8);
    }
}
