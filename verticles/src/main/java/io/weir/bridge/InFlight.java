package io.weir.bridge;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much may be under way to the broker without an answer, in number and in bytes. Thread-safe. */
public final class InFlight {

    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 64L << 20;

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Takes a place; false when there is none. One that is larger than all places together gets in alone. */
    public boolean enter(int size) {
        int number = count.incrementAndGet();
        long total = bytes.addAndGet(size);
        boolean fits = number <= MOST && (total <= MOST_BYTES || number == 1);
        if (!fits) {
            leave(size);
        }
        return fits;
    }

    /** Gives a place back. */
    public void leave(int size) {
        count.decrementAndGet();
        bytes.addAndGet(-size);
    }
}
