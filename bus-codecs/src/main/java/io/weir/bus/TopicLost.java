package io.weir.bus;

/**
 * A bridge found its broker again, but the broker no longer lets it have a topic that was open: sent to the address that
 * took the topic's events, since none will come. Or the log has lost events of a provider, and knows since when it has
 * them again: sent to the triggers of its node, since those who listen do not know.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic; from the log {@link #ALL}
 */
public record TopicLost(String provider, String topic) implements BusMessage {

    /** All topics of the provider that are logged. */
    public static final String ALL = "#";
}
