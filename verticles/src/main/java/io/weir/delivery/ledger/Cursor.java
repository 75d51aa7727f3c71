package io.weir.delivery.ledger;

/**
 * How far a subscription has read the log.
 *
 * @param store which log
 * @param position up to here
 */
public record Cursor(long store, long position) {}
