package io.weir.load.stream;

/** Consecutive sequence numbers, dealt to publishers: number {@code n} is publisher {@code n % publishers}'s. */
final class Turns {

    /** There are no more. */
    static final long NONE = -1;

    private final long end;
    private final long[] next;

    Turns(long first, long count, int publishers) {
        end = first + count;
        next = new long[publishers];
        for (int i = 0; i < publishers; i++) {
            long sequence = first + i;
            next[(int) (sequence % publishers)] = sequence;
        }
    }

    /** A publisher's next number, or {@link #NONE}. */
    long next(int publisher) {
        long sequence = next[publisher];
        if (sequence >= end) {
            return NONE;
        }
        next[publisher] = sequence + next.length;
        return sequence;
    }
}
