package io.weir.log.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What the log knows of a topic, and of a position or an id in it, at one moment.
 *
 * @param head the log
 * @param since every event of the topic behind this position is there, or was dropped; null when it is not logged
 * @param given whether the log gave the position that was asked for, and has not lost it since
 * @param exact the position of the first event with the id; null when there is none, or no id was asked for
 * @param below the position of the event with the largest number below the id; null when there is none
 * @param above whether an event has a larger number than the id
 * @param smallest the smallest number that an event has for an id; null when none has one
 */
public record Place(
        Head head,
        @Nullable Long since,
        boolean given,
        @Nullable Long exact,
        @Nullable Long below,
        boolean above,
        @Nullable Long smallest) {}
