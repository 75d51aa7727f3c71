package io.weir.transport.fanout;

import io.weir.flow.BackOff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The time in which a running stream finds no trigger, or its trigger no store. */
final class Outage {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final long since = System.nanoTime();
    private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current());

    /** Whether it has lasted for longer than that. */
    boolean longerThan(Duration limit) {
        return System.nanoTime() - since > limit.toNanos();
    }

    /** How long to wait before the next attempt. */
    Duration pause() {
        return backOff.pause();
    }
}
