package io.weir.bridge.tcp;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How fast frames are taken from one connection: so many a second, and a tenth of them at once. */
final class Pace {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BURSTS_PER_SECOND = 10;
    /** Waking up for single frames would cost more than they do. */
    private static final long MIN_PAUSE_MILLIS = 10;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private double room;
    private long last;

    Pace(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, perSecond / (double) BURSTS_PER_SECOND);
        this.nanos = nanos;
        this.room = burst;
        this.last = nanos.getAsLong();
    }

    /** Whether a frame may be taken now; counts it. */
    boolean take() {
        long now = nanos.getAsLong();
        room = Math.min(burst, room + (now - last) / NANOS_PER_SECOND * perSecond);
        last = now;
        if (room < 1) {
            return false;
        }
        room--;
        return true;
    }

    /** How long to wait before the next one may be taken. */
    long pauseMillis() {
        return Math.max(MIN_PAUSE_MILLIS, (long) Math.ceil((1 - room) / perSecond * TimeUnit.SECONDS.toMillis(1)));
    }
}
