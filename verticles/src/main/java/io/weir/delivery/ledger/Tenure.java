package io.weir.delivery.ledger;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its new owner finds it.
 *
 * @param cursor up to here its deliveries are stored
 * @param topics that the cursor stands for, {@code PROVIDER:TOPIC} each
 * @param changes how often operators have changed something
 * @param failing for how long its target has done nothing but fail; null when it has not
 */
public record Tenure(
        Lease lease,
        Cursor cursor,
        Set<String> topics,
        long changes,
        @Nullable Duration failing) {

    /** Copies the set. */
    public Tenure {
        topics = Set.copyOf(topics);
    }
}
