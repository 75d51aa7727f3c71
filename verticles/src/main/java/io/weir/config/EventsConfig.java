package io.weir.config;

import java.time.Duration;

/**
 * How events and requests over topics behave.
 *
 * @param requestTimeout how long a reply to {@code @eventsRequest} may take where the field does not say
 * @param publishTimeout how long a provider may take to confirm an event
 * @param mutations whether every successful mutation is an event on {@code mutation.FIELD}
 */
public record EventsConfig(Duration requestTimeout, Duration publishTimeout, boolean mutations) {

    /** What an empty {@code events:} means. */
    public static final EventsConfig DEFAULT = new EventsConfig(Duration.ofSeconds(5), Duration.ofSeconds(5), true);
}
