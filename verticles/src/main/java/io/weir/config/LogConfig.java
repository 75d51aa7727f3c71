package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.List;

/**
 * What is logged, beside the topics of fields that can be resumed, and how long it is kept.
 *
 * @param topics further topics to log
 * @param retention how long an event is kept at least, unless the log grows too large
 * @param maxSize how many bytes the log may have; the oldest events go first
 * @param poll how often a node looks for what other nodes have logged
 */
public record LogConfig(List<LogTopic> topics, Duration retention, long maxSize, Duration poll) {

    private static final Scalar<Duration> POLL = Values.duration(Duration.ofMillis(1), Duration.ofMinutes(1));
    private static final Scalar<Long> MAX_SIZE = Values.size(1 << 20, Long.MAX_VALUE / 2);

    static final Shape<LogConfig> SHAPE = keys -> new LogConfig(
            List.of(),
            keys.optional(
                    "retention",
                    Rules.LONG_TIME,
                    Duration.ofDays(7),
                    "How long an event can be asked for again, unless the log grows too large."),
            keys.optional(
                    "maxSize", MAX_SIZE, 10L << 30, "How large the log may grow; then the oldest events are dropped."),
            keys.optional(
                    "poll",
                    POLL,
                    Duration.ofMillis(100),
                    "How often a node looks for what other nodes with the same store have logged."));

    /** What an empty {@code log:} means. */
    public static final LogConfig DEFAULT = SHAPE.defaults();

    /**
     * Topics of a provider.
     *
     * @param provider its name
     * @param topic a topic, or a pattern: {@code *} is a word between dots, {@code #} any number of them
     */
    public record LogTopic(String provider, String topic) {}

    /** Checks every rule. */
    public LogConfig {
        topics = List.copyOf(topics);
        Rules.LONG_TIME.check("retention", retention);
        MAX_SIZE.check("maxSize", maxSize);
        POLL.check("poll", poll);
    }
}
