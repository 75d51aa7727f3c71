package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The connection of one durable queue: made when it is first needed, and again when it was lost. One thread; blocks. */
final class QueueConnection {

    private static final int GOODBYE_MILLIS = 1_000;

    private final BrokerAddress address;
    private final String purpose;
    private @Nullable Connection connection;

    QueueConnection(BrokerAddress address, String purpose) {
        this.address = address;
        this.purpose = purpose;
    }

    Connection get() throws IOException, TimeoutException {
        Connection open = connection;
        if (open == null || !open.isOpen()) {
            open = address.connect(purpose);
            connection = open;
        }
        return open;
    }

    void abort() {
        if (connection != null) {
            connection.abort(GOODBYE_MILLIS);
        }
    }
}
