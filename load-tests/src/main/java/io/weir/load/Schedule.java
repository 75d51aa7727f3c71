package io.weir.load;

import java.util.concurrent.TimeUnit;

/**
 * When each event is meant to leave: an open loop. The plan never waits for the server, and a late event's latency
 * counts from the time it was meant to leave, so that a server that stalls cannot hide it.
 *
 * @param eventsPerSecond in all, over all topics
 * @param burst how many leave at the same moment
 */
public record Schedule(double eventsPerSecond, int burst) {

    /** Refuses a plan that would never begin. */
    public Schedule {
        if (!(eventsPerSecond > 0) || burst < 1) {
            throw new IllegalArgumentException("a schedule needs a rate above 0 and bursts of at least 1, got "
                    + eventsPerSecond + " and " + burst);
        }
    }

    /** Nanoseconds from the start to the moment at which event number {@code index}, from 0, is meant to leave. */
    public long intendedNanos(long index) {
        long burstNumber = index / burst;
        return (long) (burstNumber * burst * (double) TimeUnit.SECONDS.toNanos(1) / eventsPerSecond);
    }
}
