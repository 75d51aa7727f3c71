package io.weir.log.ledger;

/**
 * Where the log ends, and where it begins.
 *
 * @param store tells this log from every other
 * @param position of the last event, or behind it
 * @param dropped every event behind this position that was ever stored is still there
 */
public record Head(long store, long position, long dropped) {}
