package io.weir.load;

/**
 * A run of consecutively numbered events on a schedule. Event {@code n} goes to topic {@code n % topics}.
 *
 * @param first the sequence number of its first event
 * @param events how many events it has, over all topics
 * @param topics how many topics they go to
 * @param schedule when each leaves
 * @param startNanos the {@link System#nanoTime} at which the schedule begins
 */
public record Phase(long first, long events, int topics, Schedule schedule, long startNanos) {

    /** The {@link System#nanoTime} at which event {@code sequence} is meant to leave. */
    public long intendedNanos(long sequence) {
        return startNanos + schedule.intendedNanos(sequence - first);
    }

    /** Whether the event belongs to this phase. */
    public boolean has(long sequence) {
        return sequence >= first && sequence < first + events;
    }

    /** The topic that event {@code sequence} goes to. */
    public int topicOf(long sequence) {
        return (int) (sequence % topics);
    }

    /** How many of its events go to {@code topic}. */
    public long eventsOf(int topic) {
        return upTo(first + events, topic) - upTo(first, topic);
    }

    /** The event's place among those of its topic, from 0. */
    public int placeOf(long sequence) {
        int topic = topicOf(sequence);
        return (int) (upTo(sequence, topic) - upTo(first, topic));
    }

    /** How many sequence numbers below {@code end} belong to {@code topic}. */
    private long upTo(long end, int topic) {
        return (end + topics - 1 - topic) / topics;
    }
}
