package io.weir.delivery.ledger;

/**
 * What a renewed lease says of its subscription.
 *
 * @param enabled whether it is to be run
 * @param changes how often operators have changed something
 */
public record Standing(Lease lease, boolean enabled, long changes) {}
