package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.weir.bridge.BrokerFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the client library says of one connection, on its own threads. */
final class NatsEvents implements ConnectionListener, ErrorListener {

    private final java.util.function.Consumer<String> said;
    private final java.util.function.Consumer<BrokerFailure> onLost;
    private volatile @Nullable Exception lastException;
    private volatile String lastError = "";
    private volatile boolean open;

    NatsEvents(java.util.function.Consumer<String> said, java.util.function.Consumer<BrokerFailure> onLost) {
        this.said = said;
        this.onLost = onLost;
    }

    /** From now on its end is told; it may have ended already. */
    void opened(Connection connection) {
        open = true;
        if (connection.getStatus() != Connection.Status.CONNECTED) {
            onLost.accept(lost());
        }
    }

    /** The library says only that it found no server: what it met on the way says more. */
    IOException explain(Exception failure) {
        Exception cause = lastException;
        if (!lastError.isEmpty()) {
            return new NatsRefusal(NatsFailure.ofServer(lastError));
        }
        return cause == null || failure instanceof io.nats.client.AuthenticationException
                ? new IOException(failure)
                : new IOException(cause);
    }

    @Override
    public void connectionEvent(Connection connection, Events event) {
        if (open && (event == Events.DISCONNECTED || event == Events.CLOSED)) {
            onLost.accept(lost());
        }
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        lastError = error;
        said.accept(error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        lastException = exception;
    }

    /** The library has dropped what nobody took from it: only a new link says to all that events are missing. */
    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        onLost.accept(BrokerFailure.saying("events came faster than they were taken"));
    }

    private BrokerFailure lost() {
        Exception cause = lastException;
        if (NatsFailure.endsConnection(lastError)) {
            return NatsFailure.ofServer(lastError);
        }
        return cause == null ? BrokerFailure.saying("the server ended the connection") : NatsFailure.of(cause);
    }
}
