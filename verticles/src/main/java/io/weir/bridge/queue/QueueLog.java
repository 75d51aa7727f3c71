package io.weir.bridge.queue;

import io.weir.bridge.BrokerFailure;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The log lines about one durable queue: a change is one line, the same failure again only at DEBUG. */
public final class QueueLog {

    private static final Logger LOG = LoggerFactory.getLogger(QueueLog.class);
    private static final long NANOS_BETWEEN_REFUSALS = Duration.ofSeconds(10).toNanos();

    private final String provider;
    private final String taker;
    private String lastFailure = "";
    private String lastRefusal = "";
    private long refusalNanos = System.nanoTime() - NANOS_BETWEEN_REFUSALS;

    /**
     * Writes of one queue.
     *
     * @param taker whom it is kept for, in the singular
     */
    public QueueLog(String provider, String taker) {
        this.provider = provider;
        this.taker = taker;
    }

    void onRead(String queue) {
        lastFailure = "";
        line(Level.INFO).addKeyValue(LogKey.QUEUE, queue).log("the queue of the {} is read", taker);
    }

    /** It cannot be read; the next attempt comes after the pause. */
    public void onFailed(String queue, BrokerFailure failure, Duration pause) {
        Level level = failure.text().equals(lastFailure) ? Level.DEBUG : Level.WARN;
        lastFailure = failure.text();
        line(level)
                .addKeyValue(LogKey.QUEUE, queue)
                .addKeyValue(LogKey.CODE, failure.code())
                .addKeyValue(LogKey.CAUSE, failure.text())
                .addKeyValue(LogKey.RETRY_MILLIS, pause.toMillis())
                .log("the queue of the {} is not read; the broker keeps what is in it", taker);
    }

    void onNotTaken(Throwable failure, Duration pause) {
        String cause = String.valueOf(failure.getMessage());
        Level level = cause.equals(lastRefusal) ? Level.DEBUG : Level.WARN;
        lastRefusal = cause;
        line(level)
                .addKeyValue(LogKey.CAUSE, cause)
                .addKeyValue(LogKey.RETRY_MILLIS, pause.toMillis())
                .log("the {} takes nothing; the broker keeps it", taker);
    }

    void onTaken() {
        if (!lastRefusal.isEmpty()) {
            lastRefusal = "";
            line(Level.INFO).log("the {} takes what the broker has again", taker);
        }
    }

    /** A system that reports nonsense does so often; the counter has all of it. */
    void onReportRefused(String reason) {
        long now = System.nanoTime();
        boolean seldom = now - refusalNanos >= NANOS_BETWEEN_REFUSALS;
        refusalNanos = seldom ? now : refusalNanos;
        line(seldom ? Level.WARN : Level.DEBUG)
                .addKeyValue(LogKey.CAUSE, reason)
                .log("a report that came over the broker is dropped");
    }

    private LoggingEventBuilder line(Level level) {
        return LOG.atLevel(level).addKeyValue(LogKey.PROVIDER, provider);
    }
}
