package io.weir.bus;

/**
 * Behind the last event of a topic that a bridge sends to an address: its answer to {@link CloseTopic}, sent to the
 * address that took the events, since only what comes the same way comes behind them.
 *
 * @param node the node of the bridge
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic; {@link #ALL} when the bridge had given up the trigger's node, which then answers
 * @param opening which of the address's openings is over; of all topics, up to which
 * @param sent the number of its last event; 0 when there was none, {@link #UNKNOWN} when some may be missing
 */
public record TopicClosed(String node, String provider, String topic, long opening, long sent) implements BusMessage {

    /** All topics of the provider. */
    public static final String ALL = "#";

    /** It was not open, or the bridge has lost its broker since. */
    public static final long UNKNOWN = -1;
}
