package io.weir.log.ledger;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What became of events that were stored together: the n-th of them, from 1, has the position {@code after + n}, unless
 * its digest was known.
 *
 * @param store which store the positions are of
 * @param after the log ended here before
 * @param through and here afterwards
 * @param known digests of events that the log had already
 * @param repeated whether the batch had been stored before: then nothing was stored now, and the positions say nothing
 */
public record Appended(long store, long after, long through, Set<UUID> known, boolean repeated) {

    /** Copies the digests. */
    public Appended {
        known = Set.copyOf(known);
    }

    /** The answer for events one by one: the position of each, or 0 for one that was not stored. */
    public long[] positions(List<NewEvent> events) {
        long[] positions = new long[events.size()];
        for (int i = 0; i < positions.length; i++) {
            UUID digest = events.get(i).digest();
            positions[i] = repeated || (digest != null && known.contains(digest)) ? 0 : after + i + 1;
        }
        return positions;
    }
}
