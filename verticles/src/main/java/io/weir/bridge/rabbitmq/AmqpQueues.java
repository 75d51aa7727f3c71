package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;
import io.weir.bridge.BridgeException;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Delivery;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.queue.QueueBroker;
import io.weir.bridge.queue.QueueChannel;
import io.weir.bridge.queue.ReportQueue;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.config.ProviderConfig;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Durable queues of one exchange. A queue without a leader blocks what asks for it, and in the end costs the connection. */
final class AmqpQueues implements QueueBroker {

    private final QueueConnection connection;
    private final ProviderConfig.Rabbitmq config;
    private final ProviderWords words;
    private volatile boolean unbound;

    AmqpQueues(BrokerAddress address, String purpose, ProviderConfig.Rabbitmq config, ProviderWords words) {
        this.connection = new QueueConnection(address, purpose);
        this.config = config;
        this.words = words;
    }

    /** What the queue of reports is called: all who share the exchange read it. */
    static String reports(String exchange) {
        return "weir." + ReportQueue.TOPIC + "." + exchange;
    }

    /** The exchange is a new one: what was bound to the old one may be there and is bound to nothing. On any thread. */
    void onExchangeMissing() {
        unbound = true;
    }

    @Override
    public Map<String, BrokerFailure> keep(LogTopics wanted) throws IOException, TimeoutException {
        boolean lost = unbound && !wanted.create();
        DurableQueue queue = new DurableQueue(connection.get(), config.exchange(), WantedQueue.of(wanted));
        if (lost || !queue.isThere()) {
            throw new BridgeException(BusFailure.QUEUE_LOST, words.queueLost());
        }
        Map<String, BrokerFailure> refused = queue.bind();
        unbound = false;
        return refused;
    }

    @Override
    public QueueChannel open(String queue, Consumer<Delivery> arrived, Consumer<BrokerFailure> onLost)
            throws IOException, TimeoutException {
        return AmqpQueue.open(connection.get(), words.provider(), queue, config.prefetch(), arrived, onLost);
    }

    @Override
    public BrokerFailure failure(Exception e) {
        return AmqpFailure.of(e);
    }

    @Override
    public BridgeException refusal(BrokerFailure failure) {
        return failure.code() == AMQP.ACCESS_REFUSED || failure.code() == AMQP.PRECONDITION_FAILED
                ? new BridgeException(BusFailure.REFUSED, words.queueRefused())
                : new BridgeException(BusFailure.PROVIDER_UNAVAILABLE, words.notConnected());
    }

    @Override
    public void abort() {
        connection.abort();
    }
}
