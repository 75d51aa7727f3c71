package io.weir.load.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes events to the server's exchange: without confirms what is lost shows as not delivered. */
public final class RabbitPublisher implements EventPublisher {

    private static final AMQP.BasicProperties TRANSIENT =
            new AMQP.BasicProperties.Builder().contentType("application/json").build();
    private static final AMQP.BasicProperties PERSISTENT =
            TRANSIENT.builder().deliveryMode(2).build();

    private final String exchange;
    private final Connection connection;
    private final Channel channel;
    private final AMQP.BasicProperties properties;
    private final String[] routingKeys;
    private final AtomicLong returned = new AtomicLong();

    /** Connects to the broker; the exchange must exist. */
    public RabbitPublisher(String uri, String exchange, int topics) throws IOException {
        this(uri, exchange, topics, TRANSIENT);
    }

    private RabbitPublisher(String uri, String exchange, int topics, AMQP.BasicProperties properties)
            throws IOException {
        this.exchange = exchange;
        this.properties = properties;
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
            connection = factory.newConnection("weir-load");
        } catch (URISyntaxException | GeneralSecurityException | TimeoutException e) {
            throw new IOException(e);
        }
        channel = connection.createChannel();
        channel.addReturnListener(unroutable -> returned.incrementAndGet());
        routingKeys = new String[topics];
        for (int topic = 0; topic < topics; topic++) {
            routingKeys[topic] = "load." + topic;
        }
    }

    @Override
    public void publish(int topic, byte[] payload) {
        try {
            // Written to the connection's buffer before the call returns, so the payload may be lent.
            channel.basicPublish(exchange, routingKeys[topic], true, properties, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, and has the broker keep and confirm each event, see {@link #awaitConfirms}. */
    public static RabbitPublisher confirmed(String uri, String exchange, int topics) throws IOException {
        RabbitPublisher publisher = new RabbitPublisher(uri, exchange, topics, PERSISTENT);
        publisher.channel.confirmSelect();
        return publisher;
    }

    /** Waits until the broker has taken every event so far; fails when it has not. */
    public void awaitConfirms(Duration patience) throws IOException, InterruptedException {
        try {
            channel.waitForConfirmsOrDie(patience.toMillis());
        } catch (TimeoutException e) {
            throw new IOException("the broker did not confirm within " + patience.toSeconds() + " s", e);
        }
    }

    /** Deletes the exchange, and so what is bound to it: a queue that outlives its node gets no more events. */
    public void forgetExchange() throws IOException {
        channel.exchangeDelete(exchange);
    }

    /** The client library flushes each publish by itself. */
    @Override
    public void flush() {}

    /** Events that no queue was bound for. */
    @Override
    public long refused() {
        return returned.get();
    }

    @Override
    public void close() {
        connection.abort(1000);
    }
}
