package io.weir.bus;

/**
 * A bridge found its broker again, but the broker no longer lets it have a topic that was open: sent to the address that
 * took the topic's events, since none will come. Or the log has lost events of a provider, and knows since when it has
 * them again: sent to the triggers of its node, since those who listen do not know.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic; from the log {@link #ALL}
 * @param opening which of the address's openings is over; from the log {@link #NONE}
 */
public record TopicLost(String provider, String topic, long opening) implements BusMessage {

    /** All topics of the provider that are logged. */
    public static final String ALL = "#";

    /** No opening. */
    public static final long NONE = 0;

    /** What the log says of a provider. */
    public static TopicLost all(String provider) {
        return new TopicLost(provider, ALL, NONE);
    }
}
