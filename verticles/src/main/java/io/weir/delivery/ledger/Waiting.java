package io.weir.delivery.ledger;

import io.weir.delivery.target.Parcel.Step;
import java.time.Duration;
import java.util.UUID;

/**
 * A delivery that has not ended, without what it carries.
 *
 * @param turn order within the subscription
 * @param key its entity
 * @param step that is to be done
 * @param attempts begun of that step
 * @param spent of those, the ones that its schedule does not count any more
 * @param pause until it may go on: it is not due yet, or one before it was given up
 */
public record Waiting(UUID id, long turn, String key, Step step, int attempts, int spent, Duration pause) {}
