package io.weir.load;

import java.time.Duration;

/**
 * How long a run waits where it cannot know.
 *
 * @param subscribe for all subscriptions to be live
 * @param settle for the server to come to rest after that
 * @param silence for another delivery, before the missing ones count as lost
 */
public record Patience(Duration subscribe, Duration settle, Duration silence) {

    /** Fit for ten thousand subscribers. */
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(120), Duration.ofSeconds(2), Duration.ofSeconds(5));
}
