package io.weir.bus;

/**
 * A trigger no longer wants a topic's events. Needs no answer.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param deliverTo the address that took the events
 */
public record CloseTopic(String provider, String topic, String deliverTo) implements BusMessage {}
