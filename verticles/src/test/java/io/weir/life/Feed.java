package io.weir.life;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.weir.testing.RabbitNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A system outside that publishes events 1, 2, 3 … on each of some topics of RabbitMQ, until it is told to stop. */
final class Feed {

    private static final long CONFIRM_MILLIS = 20_000;

    private final RabbitNode broker;
    private final String exchange;
    private final List<String> topics;
    private final long pauseNanos;
    private final AtomicBoolean going = new AtomicBoolean(true);
    private volatile int begun;
    private volatile int sent;

    Feed(RabbitNode broker, String exchange, List<String> topics, int perSecond) {
        this.broker = broker;
        this.exchange = exchange;
        this.topics = topics;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** The last event that may be with the broker on any topic. */
    int begun() {
        return begun;
    }

    /** The last event that the broker has on every topic. */
    int sent() {
        return sent;
    }

    /** Publishes; returns when it was stopped. */
    Void run() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            while (going.get()) {
                publish(channel, sent + 1);
                LockSupport.parkNanos(pauseNanos);
            }
        }
        return null;
    }

    private void publish(Channel channel, int n) throws Exception {
        begun = n;
        for (int i = 0; i < topics.size(); i++) {
            channel.basicPublish(
                    exchange,
                    topics.get(i),
                    properties(i, n),
                    "{\"n\":%d}".formatted(n).getBytes(UTF_8));
        }
        channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        sent = n;
    }

    /** Events that are kept need ids, to be known when the broker sends them again; of the others every second topic has none. */
    private static BasicProperties properties(int topic, int n) {
        BasicProperties plain = MessageProperties.PERSISTENT_BASIC;
        return topic % 4 != 3 ? plain.builder().messageId("event-" + n).build() : plain;
    }

    /** Ends it. */
    void stop() {
        going.set(false);
    }
}
