package io.weir.action.ledger;

/**
 * What waits of one field.
 *
 * @param waiting how many actions are due or will be
 * @param oldestMillis how long the one that is due longest has been
 */
public record Backlog(long waiting, long oldestMillis) {}
