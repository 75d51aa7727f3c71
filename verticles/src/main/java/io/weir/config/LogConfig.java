package io.weir.config;

import io.weir.bus.BusAddress;
import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

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
    private static final Scalar<Long> MAX_SIZE = Values.size(1 << 20, 1L << 50);

    private static final String WORD = "(?:[^\\s\\x00-\\x1f\\x7f.*#>]+|[*#])";
    static final ListOf<String> TOPICS = new ListOf<>(Values.text(
            "a topic such as orders.created, a pattern such as orders.*, or PROVIDER:TOPIC",
            Pattern.compile(WORD + "(?:\\." + WORD + ")*")));

    static final Shape<LogConfig> SHAPE = keys -> new LogConfig(
            keys
                    .optional(
                            "topics",
                            TOPICS,
                            List.of(),
                            "Topics that are logged beside those of fields that can be resumed: a topic or pattern (`*` is a word"
                                    + " between dots, `#` any number of them) of the default provider, or `PROVIDER:TOPIC`.")
                    .stream()
                    .map(LogTopic::of)
                    .toList(),
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
    public record LogTopic(String provider, String topic) {

        /** AMQP 0-9-1 short strings: routing keys are some. */
        private static final int MAX_BYTES = 255;

        /** Refuses internal addresses, and what no broker takes. */
        public LogTopic {
            if (topic.startsWith(BusAddress.INTERNAL_PREFIX)) {
                throw new IllegalArgumentException("topics: \"%s\" is an internal address".formatted(topic));
            }
            if (topic.isEmpty() || topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
                throw new IllegalArgumentException("topics: \"%s\" has not 1 to %d bytes".formatted(topic, MAX_BYTES));
            }
        }

        /** Reads what the configuration says: what stands before the first colon is a provider. */
        static LogTopic of(String text) {
            int colon = text.indexOf(':');
            return colon < 0
                    ? new LogTopic(WeirConfig.DEFAULT_PROVIDER, text)
                    : new LogTopic(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /** Checks every rule. */
    public LogConfig {
        topics = List.copyOf(topics);
        Rules.LONG_TIME.check("retention", retention);
        MAX_SIZE.check("maxSize", maxSize);
        POLL.check("poll", poll);
    }
}
