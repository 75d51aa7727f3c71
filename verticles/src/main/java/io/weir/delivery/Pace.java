package io.weir.delivery;

import io.weir.config.ActionsConfig;
import java.time.Duration;
import java.util.List;

/**
 * How fast deliveries go, and how much is held.
 *
 * @param lease how long a subscription stays with a node that is not heard of
 * @param beat how often leases are prolonged
 * @param look how often a node looks for subscriptions that nobody runs
 * @param poll how often a subscription looks for events of which it was told nothing
 * @param retry the pause before something of the store or the log is tried again
 * @param settle how long a place in the log may be known to this node alone, where no event was for the subscription
 * @param drain how long attempts under way may need when the node stops
 * @param reshape the pauses before a document is tried again that could not be completed: as many tries as pauses
 * @param page how many events of a topic are read at once
 * @param lookAhead how many deliveries of a subscription may wait before the log is read on
 */
record Pace(
        Duration lease,
        Duration beat,
        Duration look,
        Duration poll,
        Duration retry,
        Duration settle,
        Duration drain,
        List<Duration> reshape,
        int page,
        int lookAhead) {

    /** A subgraph may need a moment to come back: what it was to complete is no dead letter before. */
    private static final List<Duration> RESHAPE = List.of(
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2));

    /** That of every day: leases and the stop are those of actions. */
    static Pace of(ActionsConfig config) {
        return new Pace(
                config.lease(),
                config.heartbeat(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                config.drain(),
                RESHAPE,
                500,
                10_000);
    }
}
