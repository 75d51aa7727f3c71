package io.weir.load.subscribe;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells when waiting for deliveries is over: all are there, or none more has come for a while. */
final class Arrival {

    private final long silenceNanos;
    private final LongSupplier nanos;
    private long before = -1;
    private long since;

    /**
     * Begins to wait.
     *
     * @param silence how long none may come
     */
    Arrival(Duration silence, LongSupplier nanos) {
        this.silenceNanos = silence.toNanos();
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Whether more may come. */
    boolean goesOn(long delivered, long expected) {
        long now = nanos.getAsLong();
        if (delivered != before) {
            before = delivered;
            since = now;
        }
        return delivered != expected && now - since <= silenceNanos;
    }
}
