package io.weir.action;

import java.time.Clock;

/**
 * Keeps retries from becoming most of what a failing handler gets: one for every five first calls, and ten a second
 * besides. What is not used is kept for ten seconds. Belongs to one event loop.
 */
final class RetryBudget {

    private static final double SHARE = 0.2;
    private static final double EACH_SECOND = 10;
    private static final double MOST = 100;

    private final Clock clock;
    private double left = MOST;
    private long updated;

    RetryBudget(Clock clock) {
        this.clock = clock;
        this.updated = clock.millis();
    }

    /** A first call is made. */
    void earn() {
        add(SHARE);
    }

    /** Whether one more retry may be made, which then counts. */
    boolean spend() {
        long now = clock.millis();
        add(Math.max(0, now - updated) / 1000.0 * EACH_SECOND);
        updated = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    private void add(double retries) {
        left = Math.min(MOST, left + retries);
    }
}
