package io.weir.cluster.hazelcast;

import com.hazelcast.logging.AbstractLogger;
import com.hazelcast.logging.ILogger;
import com.hazelcast.logging.LogEvent;
import com.hazelcast.logging.LoggerFactorySupport;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Hazelcast's own log lines go: its warnings to ours, its life line by line to DEBUG, and what only says that a member
 * was not taken becomes a line that says what to compare. Hazelcast makes it by name.
 */
public final class HazelcastLog extends LoggerFactorySupport {

    private static final Logger CLUSTER = LoggerFactory.getLogger(JoinedCluster.class);

    /** What Hazelcast says where names differ: to the member that is there, and to the one that came. */
    private static final List<String> STRANGERS =
            List.of("members part of different cluster", "the target cluster has a different cluster-name");

    /** Their warnings are none: what is off is not missed, and a connection that ends is no news where a member is. */
    private static final Set<String> QUIET = Set.of(
            "com.hazelcast.cp.CPSubsystem",
            "com.hazelcast.instance.impl.HazelcastInstanceFactory",
            "com.hazelcast.internal.util.ModularJavaUtils",
            "com.hazelcast.internal.server.tcp.TcpServerConnection",
            "com.hazelcast.internal.server.tcp.TcpServerConnectionErrorHandler");

    @Override
    protected ILogger createLogger(String name) {
        return new Lines(LoggerFactory.getLogger(name), QUIET.contains(name));
    }

    private static final class Lines extends AbstractLogger {

        private final Logger log;
        private final boolean quiet;

        Lines(Logger log, boolean quiet) {
            this.log = log;
            this.quiet = quiet;
        }

        @Override
        public void log(Level level, String message) {
            log(level, message, null);
        }

        @Override
        public void log(Level level, String message, @Nullable Throwable thrown) {
            if (message != null && STRANGERS.stream().anyMatch(message::contains)) {
                CLUSTER.warn(
                        "a node did not become a member, because it is of another cluster or has another secret: compare"
                                + " cluster.name and cluster.secret of both ({})",
                        message);
            } else if (level.intValue() >= Level.SEVERE.intValue()) {
                log.atError().setCause(thrown).log(message);
            } else if (level.intValue() >= Level.WARNING.intValue() && !quiet) {
                log.atWarn().log(message);
            } else {
                log.atDebug().setCause(thrown).log(message);
            }
        }

        @Override
        public void log(LogEvent event) {
            LogRecord line = event.getLogRecord();
            log(line.getLevel(), line.getMessage(), line.getThrown());
        }

        @Override
        public Level getLevel() {
            return log.isDebugEnabled() ? Level.FINE : Level.WARNING;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.intValue() >= getLevel().intValue() && level != Level.OFF;
        }
    }
}
