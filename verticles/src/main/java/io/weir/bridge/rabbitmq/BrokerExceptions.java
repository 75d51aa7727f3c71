package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import io.weir.telemetry.LogKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exceptions on the client library's threads become log lines with our keys; none of them closes anything. */
final class BrokerExceptions extends ForgivingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerExceptions.class);

    private final String provider;

    BrokerExceptions(String provider) {
        this.provider = provider;
    }

    /** The reader thread ends after this; the connection's shutdown listeners take it from there. */
    @Override
    public void handleUnexpectedConnectionDriverException(Connection connection, Throwable exception) {
        LOG.atDebug().addKeyValue(LogKey.PROVIDER, provider).setCause(exception).log("connection broke");
    }

    @Override
    protected void log(String message, Throwable exception) {
        LOG.atWarn().addKeyValue(LogKey.PROVIDER, provider).setCause(exception).log(message);
    }

    @Override
    protected void handleChannelKiller(Channel channel, Throwable exception, String what) {
        log(what + " failed", exception);
    }
}
