package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The connection of the log's queue: made when it is first needed, and again when it was lost. One thread; blocks. */
final class LogConnection {

    private static final int GOODBYE_MILLIS = 1_000;

    private final BrokerAddress address;
    private @Nullable Connection connection;

    LogConnection(BrokerAddress address) {
        this.address = address;
    }

    Connection get() throws IOException, TimeoutException {
        Connection open = connection;
        if (open == null || !open.isOpen()) {
            open = address.connect("log");
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
