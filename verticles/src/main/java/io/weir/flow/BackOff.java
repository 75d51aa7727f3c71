package io.weir.flow;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: each up to twice as long as the one before, and each shortened at random by up to a half, so
 * that nodes which lost a broker together do not come back to it together. Not thread-safe.
 */
public final class BackOff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    /**
     * Starts with the shortest pause.
     *
     * @param first the first pause, before it is shortened
     * @param longest what no pause exceeds
     */
    public BackOff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /**
     * How long to wait before a retry whose predecessors are counted elsewhere: anything up to the longest pause that it
     * may have.
     *
     * @param retry from 1
     */
    public static Duration pause(Duration first, Duration longest, int retry, RandomGenerator random) {
        double most = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, retry - 1.0));
        return Duration.ofMillis(1 + (long) (random.nextDouble() * most));
    }

    /** How long to wait now. */
    public Duration pause() {
        Duration pause = next.compareTo(longest) < 0 ? next : longest;
        next = pause.multipliedBy(2);
        long millis = pause.toMillis();
        return Duration.ofMillis(millis - (long) (random.nextDouble() * millis / 2));
    }

    /** An attempt succeeded: the next pause is the first again. */
    public void reset() {
        next = first;
    }
}
