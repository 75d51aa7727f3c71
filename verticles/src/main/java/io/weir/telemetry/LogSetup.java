package io.weir.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import io.weir.config.LoggingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go and what they look like. The level is that of Weir's own loggers; libraries never go below INFO.
 * Line breaks in messages and values become blanks, so that one event is one line and nothing from outside can forge another.
 */
public final class LogSetup {

    private static final String ONE_LINE = "%replace(%msg %kvp){'[\\r\\n]+', ' '}";
    private static final String TEXT =
            "%date{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level %logger{0} " + ONE_LINE + "%n";

    private LogSetup() {}

    /** For a node: everything to the standard output, as the configuration says. */
    public static void apply(LoggingConfig config) {
        LoggerContext context = context();
        Encoder<ILoggingEvent> encoder = config.format() == LoggingConfig.Format.JSON ? json() : text();
        install(context, encoder, ConsoleTarget.SystemOut);
        Level level = Level.toLevel(config.level().name());
        context.getLogger("io.weir").setLevel(level);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
        // Ten lines about each start on which nothing has changed.
        context.getLogger("org.flywaydb").setLevel(Level.WARN);
        // A message that comes while its consumer is on its way out, and a cluster that cannot be joined: said
        // elsewhere.
        context.getLogger("io.vertx.core.eventbus.impl.MessageConsumerImpl").setLevel(Level.ERROR);
        context.getLogger("io.vertx.core.impl.VertxImpl").setLevel(Level.OFF);
        // A node that dies is one line of the cluster's; to these it is a line with a stack trace for each message that
        // waited for its connection, and for each attempt to have another.
        context.getLogger("io.vertx.core.eventbus.impl.clustered").setLevel(Level.ERROR);
        context.getLogger("io.vertx.core.net.impl.ConnectionBase").setLevel(Level.OFF);
        // Each failed attempt to connect is an ERROR to it; the bridge says it once, with its own keys.
        context.getLogger("com.rabbitmq.client").setLevel(Level.OFF);
        // The same of Kafka, whose library tells each attempt several times and never that it gave up.
        context.getLogger("org.apache.kafka").setLevel(Level.OFF);
    }

    /** For a command that prints its answer: warnings only, and beside the answer. */
    public static void quiet() {
        LoggerContext context = context();
        install(context, text(), ConsoleTarget.SystemErr);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    }

    private static LoggerContext context() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        return context;
    }

    private static void install(LoggerContext context, Encoder<ILoggingEvent> encoder, ConsoleTarget target) {
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setTarget(target.getName());
        console.setEncoder(encoder);
        console.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    }

    private static Encoder<ILoggingEvent> text() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(TEXT);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMarkers(false);
        encoder.setWithMDC(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}
