package io.weir.bus;

import org.jspecify.annotations.Nullable;

/**
 * How a server-side subscription stands. Part of messages; not one itself.
 *
 * @param name as the configuration calls it
 * @param configured whether the answering node's configuration has it; what it has not is not run
 * @param enabled whether it runs; what happens while it does not is read from the log later, as far as that is kept
 * @param since when it was enabled or disabled last, in milliseconds since 1970
 * @param reason why it is disabled; null while it is enabled
 * @param owner the id of the node that runs it; null where none does
 * @param position up to here it has read the log
 * @param lag how many positions of the log are behind that, of all topics; negative where the log did not answer
 * @param pending how many deliveries have not ended
 * @param dead how many were given up and wait for somebody to see to them
 * @param oldestMillis for how long the oldest delivery has been due that has not ended; 0 where none is
 */
public record SubscriptionReport(
        String name,
        boolean configured,
        boolean enabled,
        long since,
        @Nullable String reason,
        @Nullable String owner,
        long position,
        long lag,
        long pending,
        long dead,
        long oldestMillis) {}
