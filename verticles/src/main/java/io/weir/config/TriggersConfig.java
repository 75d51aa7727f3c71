package io.weir.config;

import java.time.Duration;

/**
 * How topics are shared between subscribers.
 *
 * @param instances how many trigger instances share the topics; 0 is one for each core
 * @param linger how long a topic stays open after its last subscriber left
 * @param joinTimeout how long a provider may take to open a topic
 * @param queue events that may wait in one group while earlier ones are being completed; further ones are dropped, and
 *     the group is told
 */
public record TriggersConfig(int instances, Duration linger, Duration joinTimeout, int queue) {

    /** What an empty {@code triggers:} means. */
    public static final TriggersConfig DEFAULT =
            new TriggersConfig(0, Duration.ofSeconds(2), Duration.ofSeconds(5), 1000);
}
