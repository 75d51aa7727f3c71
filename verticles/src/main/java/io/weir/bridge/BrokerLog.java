package io.weir.bridge;

import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log lines about one broker: a change is one line, the same failure again only at DEBUG. Never an address or a
 * credential.
 */
public final class BrokerLog {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLog.class);

    private final String provider;
    private final Map<String, String> keys;
    private String last = "";

    /**
     * Writes of one provider.
     *
     * @param keys what stands in each line beside its name
     */
    public BrokerLog(String provider, Map<String, String> keys) {
        this.provider = provider;
        this.keys = Map.copyOf(keys);
    }

    /** There is a link, with so many topics. */
    public void onConnected(int topics) {
        last = "";
        line(Level.INFO).addKeyValue(LogKey.TOPICS, topics).log("broker connected");
    }

    /** There is none; the next attempt comes after the pause. */
    public void onDisconnected(BrokerFailure failure, Duration pause) {
        Level level = failure.text().equals(last) ? Level.DEBUG : Level.WARN;
        last = failure.text();
        line(level)
                .addKeyValue(LogKey.CODE, failure.code())
                .addKeyValue(LogKey.CAUSE, failure.text())
                .addKeyValue(LogKey.RETRY_MILLIS, pause.toMillis())
                .log("broker not connected");
    }

    /** A link has not got back a topic. */
    public void onTopicRefused(String topic, BrokerFailure failure) {
        line(Level.WARN)
                .addKeyValue(LogKey.TOPIC, topic)
                .addKeyValue(LogKey.CODE, failure.code())
                .addKeyValue(LogKey.CAUSE, failure.text())
                .log("broker refused a topic that was open");
    }

    /** The broker closed a channel over one event or request. */
    public void onRefused(BrokerFailure failure) {
        line(Level.WARN)
                .addKeyValue(LogKey.CODE, failure.code())
                .addKeyValue(LogKey.CAUSE, failure.text())
                .log("broker closed a publishing channel");
    }

    /** Events of a topic came faster than they were taken. */
    public void onOverflow(String topic) {
        line(Level.WARN)
                .addKeyValue(LogKey.TOPIC, topic)
                .log(
                        "events came faster than they were taken: some of this topic are lost, and its subscribers are told");
    }

    /** Events may be missing. */
    public void onLogQueueLost(String queue) {
        line(Level.ERROR)
                .addKeyValue(LogKey.QUEUE, queue)
                .log(
                        "the broker has lost the queue that kept events for the log, or its bindings: events may be missing");
    }

    private LoggingEventBuilder line(Level level) {
        LoggingEventBuilder line = LOG.atLevel(level).addKeyValue(LogKey.PROVIDER, provider);
        for (Map.Entry<String, String> key : keys.entrySet()) {
            line = line.addKeyValue(key.getKey(), key.getValue());
        }
        return line;
    }
}
