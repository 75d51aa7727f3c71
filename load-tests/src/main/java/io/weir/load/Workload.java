package io.weir.load;

import java.time.Duration;

/**
 * One load: what {@code workloads/NAME.yaml} says.
 *
 * @param name the file's name without its ending
 * @param subscribers WebSocket connections, one subscription each, spread evenly over the topics
 * @param topics how many topics there are
 * @param rate events per second over all topics; 0 publishes nothing
 * @param burst how many events leave at the same moment
 * @param payload an event's size in bytes
 * @param enriched whether a subgraph completes each event, which then only names what it is about
 * @param resumable whether the topics are logged, so that subscribers can go on where they were
 * @param publish the way the events take to the server
 * @param idle how long the silent subscriptions are watched first
 * @param warmup how long events flow before anything counts
 * @param duration how long events count
 */
public record Workload(
        String name,
        int subscribers,
        int topics,
        int rate,
        int burst,
        int payload,
        boolean enriched,
        boolean resumable,
        Way publish,
        Duration idle,
        Duration warmup,
        Duration duration) {

    private static final int SMALLEST_PAYLOAD = 100;
    private static final int LARGEST_PAYLOAD = 60_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** How events get to the server. */
    public enum Way {
        /** POST to {@code /events/TOPIC}, pipelined on one connection. */
        HTTP,
        /** Published to the exchange of a RabbitMQ broker. */
        RABBITMQ
    }

    /** Every run is bounded in count, size and time. */
    public Workload {
        within("subscribers", subscribers, 1, 200_000);
        within("topics", topics, 1, subscribers);
        within("rate", rate, 0, 1_000_000);
        within("burst", burst, 1, 10_000);
        within("payload", payload, SMALLEST_PAYLOAD, LARGEST_PAYLOAD);
        within("idle", idle);
        within("warmup", warmup);
        within("duration", duration);
    }

    /** The name that says all of this: the file must bear it. */
    public String shape() {
        String shape = subscribers + "-subscribers";
        String logged = resumable ? "-resumable" : "";
        if (rate == 0) {
            return shape + "-idle" + logged;
        }
        shape += "-" + topics + (topics == 1 ? "-topic" : "-topics") + "-" + rate + "-per-second";
        if (burst > 1) {
            shape += "-in-bursts-of-" + burst;
        }
        shape += "-" + payload + "b";
        if (enriched) {
            shape += "-enriched";
        }
        shape += logged;
        return publish == Way.HTTP ? shape : shape + "-" + publish.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The same with topics that are not logged. */
    public Workload live() {
        return new Workload(
                name.replace("-resumable", ""),
                subscribers,
                topics,
                rate,
                burst,
                payload,
                enriched,
                false,
                publish,
                idle,
                warmup,
                duration);
    }

    /** When its events leave. */
    public Schedule schedule() {
        return new Schedule(rate, burst);
    }

    /** How many events leave in {@code time}: whole bursts, and the same number on every topic. */
    public long eventsIn(Duration time) {
        long asked = Math.round(rate * (time.toNanos() / 1e9));
        long step = (long) burst * topics;
        return Math.max(1, (asked + step - 1) / step) * step;
    }

    private static void within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "'%s' must be between %d and %d, not %d".formatted(key, least, most, value));
        }
    }

    private static void within(String key, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'%s' must be between 0s and %s, not %s".formatted(key, LONGEST, value));
        }
    }
}
