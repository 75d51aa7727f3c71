package io.weir.log.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of the log that was looked through.
 *
 * @param head where the log ended then
 * @param last the last event in it that fits; null when none does
 * @param lowest where it begins; null when it goes down to where it was to
 */
public record Stretch(
        Head head, @Nullable Long last, @Nullable Long lowest) {}
