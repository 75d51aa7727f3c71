package io.weir.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What a package logs while a test runs, keys and values included. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Logger logger;

    /** Listens to a package, and keeps it off the console. */
    public LogLines(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        setContext(logger.getLoggerContext());
        start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    /** Those that operators should see. */
    public List<String> warnings() {
        return lines().filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(LogLines::line)
                .toList();
    }

    /** Every line. */
    public List<String> all() {
        return lines().map(LogLines::line).toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private Stream<ILoggingEvent> lines() {
        return events.stream();
    }

    private static String line(ILoggingEvent event) {
        return "%s %s %s".formatted(event.getFormattedMessage(), event.getKeyValuePairs(), event.getThrowableProxy());
    }
}
