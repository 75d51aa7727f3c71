package io.weir.bridge.rabbitmq;

import io.weir.telemetry.LogKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log lines about one broker: a change is one line, the same failure again only at DEBUG. Never an address or a
 * credential.
 */
final class BrokerLog {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLog.class);

    private final String provider;
    private final String exchange;
    private String last = "";

    BrokerLog(String provider, String exchange) {
        this.provider = provider;
        this.exchange = exchange;
    }

    void onConnected(int topics) {
        last = "";
        line(Level.INFO).addKeyValue(LogKey.TOPICS, topics).log("broker connected");
    }

    void onDisconnected(BrokerFailure failure, Duration pause) {
        Level level = failure.text().equals(last) ? Level.DEBUG : Level.WARN;
        last = failure.text();
        line(level)
                .addKeyValue(LogKey.CODE, failure.code())
                .addKeyValue(LogKey.CAUSE, failure.text())
                .addKeyValue(LogKey.RETRY_MILLIS, pause.toMillis())
                .log("broker not connected");
    }

    void onTopicRefused(String topic, BrokerFailure failure) {
        line(Level.WARN)
                .addKeyValue(LogKey.TOPIC, topic)
                .addKeyValue(LogKey.CODE, failure.code())
                .addKeyValue(LogKey.CAUSE, failure.text())
                .log("broker refused a topic that was open");
    }

    void onRefused(BrokerFailure failure) {
        line(Level.WARN)
                .addKeyValue(LogKey.CODE, failure.code())
                .addKeyValue(LogKey.CAUSE, failure.text())
                .log("broker closed a publishing channel");
    }

    void onLogQueueLost(String queue) {
        line(Level.ERROR)
                .addKeyValue(LogKey.QUEUE, queue)
                .log(
                        "the broker has lost the queue that kept events for the log, or its bindings: events may be missing");
    }

    private LoggingEventBuilder line(Level level) {
        return LOG.atLevel(level).addKeyValue(LogKey.PROVIDER, provider).addKeyValue(LogKey.EXCHANGE, exchange);
    }
}
