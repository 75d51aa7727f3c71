package io.weir.transport.ws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Coarse deadlines of many connections on one timer: a ring of slots, one for each tick; who is due is woken when the
 * ring has turned to its slot. A deadline costs one reference in a list; nothing is ever taken out again, so whoever
 * is woken checks whether it still wants to be. Belongs to one event loop.
 */
final class Wheel {

    /** How far apart two turns should be. */
    static final Duration TICK = Duration.ofMillis(100);

    private static final int SLOTS = 512;
    private static final Logger LOG = LoggerFactory.getLogger(Wheel.class);

    private final LongSupplier clock;
    private final @Nullable List<Sleeper>[] slots = slots();
    private long tick;

    /**
     * Makes a wheel.
     *
     * @param clock milliseconds since any moment, never going back
     */
    Wheel(LongSupplier clock) {
        this.clock = clock;
        this.tick = clock.getAsLong() / TICK.toMillis();
    }

    /** The clock's milliseconds. */
    long now() {
        return clock.getAsLong();
    }

    /**
     * Wakes a sleeper at the first tick at or after {@code deadline}, or earlier when that is further away than the
     * ring reaches.
     *
     * @return when it will be woken
     */
    long wake(Sleeper sleeper, long deadline) {
        long wanted = -Math.floorDiv(-deadline, TICK.toMillis());
        long due = Math.max(tick + 1, Math.min(wanted, tick + SLOTS - 1));
        int slot = (int) (due % SLOTS);
        List<Sleeper> sleepers = slots[slot];
        if (sleepers == null) {
            sleepers = new ArrayList<>();
            slots[slot] = sleepers;
        }
        sleepers.add(sleeper);
        return due * TICK.toMillis();
    }

    /** Wakes everyone who is due by now. */
    void turn() {
        long now = now();
        while (tick < now / TICK.toMillis()) {
            tick++;
            int slot = (int) (tick % SLOTS);
            List<Sleeper> due = slots[slot];
            slots[slot] = null;
            if (due != null) {
                due.forEach(sleeper -> wakeGuarded(sleeper, now));
            }
        }
    }

    /** One sleeper's failure is its own: the others have no other deadline than this. */
    private static void wakeGuarded(Sleeper sleeper, long now) {
        try {
            sleeper.onWake(now);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a deadline failed");
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no generic arrays
    private static @Nullable List<Sleeper>[] slots() {
        return new List[SLOTS];
    }

    /** Who waits for a deadline. */
    interface Sleeper {

        /** A deadline that was asked for has come; perhaps one that is no longer wanted. */
        void onWake(long now);
    }
}
