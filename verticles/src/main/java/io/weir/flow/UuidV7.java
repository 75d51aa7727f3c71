package io.weir.flow;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Ids that nobody guesses, in the order of time, so that an index on them grows at one end: UUIDs of version 7 (RFC 9562,
 * section 5.7), 48 bits of time and 74 of chance. Thread-safe where its clock and its source of chance are.
 */
public final class UuidV7 {

    private final LongSupplier millis;
    private final RandomGenerator random;

    /**
     * Ids of a secure source of chance.
     *
     * @param millis a clock, milliseconds since 1970
     */
    public UuidV7(LongSupplier millis) {
        this(millis, new SecureRandom());
    }

    /** Ids of another source of chance. */
    public UuidV7(LongSupplier millis, RandomGenerator random) {
        this.millis = millis;
        this.random = random;
    }

    /** A new one. */
    public UUID next() {
        long high = millis.getAsLong() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }
}
