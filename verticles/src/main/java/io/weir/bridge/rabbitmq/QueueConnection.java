package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Connection;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.Delivery;
import io.weir.bridge.queue.QueueChannel;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connection of one durable queue: made when it is first needed, and again when it was lost. One thread; blocks. */
final class QueueConnection implements QueueChannel.Opener {

    private static final int GOODBYE_MILLIS = 1_000;

    private final BrokerAddress address;
    private final String purpose;
    private final String provider;
    private final int prefetch;
    private @Nullable Connection connection;

    /**
     * Connects when it is needed.
     *
     * @param prefetch how many deliveries may be unacknowledged
     */
    QueueConnection(BrokerAddress address, String purpose, String provider, int prefetch) {
        this.address = address;
        this.purpose = purpose;
        this.provider = provider;
        this.prefetch = prefetch;
    }

    Connection get() throws IOException, TimeoutException {
        Connection open = connection;
        if (open == null || !open.isOpen()) {
            open = address.connect(purpose);
            connection = open;
        }
        return open;
    }

    @Override
    public QueueChannel open(String queue, Consumer<Delivery> arrived, Consumer<BrokerFailure> onLost)
            throws IOException, TimeoutException {
        return AmqpQueue.open(get(), provider, queue, prefetch, arrived, onLost);
    }

    @Override
    public BrokerFailure failure(Exception e) {
        return AmqpFailure.of(e);
    }

    @Override
    public void abort() {
        if (connection != null) {
            connection.abort(GOODBYE_MILLIS);
        }
    }
}
