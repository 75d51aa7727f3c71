package io.weir.log.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A part of the log, which is dropped as a whole.
 *
 * @param number from 0; the log grows in the one with the largest number
 * @param open how long ago it was opened
 * @param closed how long ago its last event came, at least; null while the log grows in it
 * @param bytes what it takes on the disk, indexes included
 * @param used how many positions it has given
 */
public record Segment(int number, Duration open, @Nullable Duration closed, long bytes, long used) {

    /** A segment has {@code 2^32} positions of its own; those that it has not given when it is closed are skipped. */
    private static final int POSITION_BITS = 32;

    /** How many events may lie between two positions; only those of the last segment, where there are several. */
    public static long positionsBetween(long from, long to) {
        long begin = to >> POSITION_BITS << POSITION_BITS;
        return to - Math.max(from, begin);
    }
}
