package io.weir.log.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The last event of some topics.
 *
 * @param head where the log ended then
 * @param position null when the log has none
 */
public record Last(Head head, @Nullable Long position) {}
