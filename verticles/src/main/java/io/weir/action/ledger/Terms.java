package io.weir.action.ledger;

import java.time.Duration;

/**
 * How long and how often an action may be tried.
 *
 * @param attempts how often the handler may be called
 * @param deadline how long after its first attempt began the last one may begin
 * @param expiry how long after acceptance its first attempt may begin
 */
public record Terms(int attempts, Duration deadline, Duration expiry) {}
