package io.weir.bus;

/**
 * Behind the last event of a topic that a bridge sends to an address: its answer to {@link CloseTopic}, sent to the
 * address that took the events, since only what comes the same way comes behind them.
 *
 * @param node the node of the bridge
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 */
public record TopicClosed(String node, String provider, String topic) implements BusMessage {}
