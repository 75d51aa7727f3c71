package io.weir.demo;

import java.time.Duration;

/**
 * How fast things happen in the demo.
 *
 * @param employees from one change of an employee to the next, and from one sale to the next
 * @param webhooks from one webhook to the next
 */
public record Pace(Duration employees, Duration webhooks) {

    /** The slowest and the fastest: timers have milliseconds. */
    private static final double MIN_RATE = 0.001;

    private static final double MAX_RATE = 1000;

    private static final Duration EMPLOYEES = Duration.ofSeconds(1);

    /** Timers need at least a millisecond. */
    public Pace {
        if (employees.toMillis() < 1 || webhooks.toMillis() < 1) {
            throw new IllegalArgumentException("a period is at least 1 ms");
        }
    }

    /**
     * An ordinary working day for the employees, and this many webhooks a second.
     *
     * @throws IllegalArgumentException with words for the user when the rate is not one
     */
    public static Pace ofRate(String webhooksPerSecond) {
        double rate = number(webhooksPerSecond);
        if (!(rate >= MIN_RATE && rate <= MAX_RATE)) {
            throw new IllegalArgumentException("the rate \"%s\" is not a number from 0.001 to 1000 (webhooks a second)"
                    .formatted(webhooksPerSecond));
        }
        return new Pace(EMPLOYEES, Duration.ofMillis(Math.round(1000 / rate)));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
