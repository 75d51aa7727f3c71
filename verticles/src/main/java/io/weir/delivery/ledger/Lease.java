package io.weir.delivery.ledger;

/**
 * The right to run a subscription; every write of its owner names it, and is refused once another one has it.
 *
 * @param subscription by name
 * @param epoch grows with each owner
 */
public record Lease(String subscription, long epoch) {}
