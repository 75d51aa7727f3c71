package io.weir.bus;

/**
 * Whether the provider took an event.
 *
 * @param accepted true once the broker confirmed it
 * @param reason why not, in words fit for a client; empty when accepted
 */
public record PublishOutcome(boolean accepted, String reason) implements BusMessage {}
