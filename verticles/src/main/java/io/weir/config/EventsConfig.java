package io.weir.config;

import io.weir.config.yaml.Shape;
import java.time.Duration;

/**
 * How events and requests over topics behave.
 *
 * @param requestTimeout how long a reply to {@code @eventsRequest} may take where the field does not say
 * @param publishTimeout how long a provider may take to confirm an event
 * @param mutations whether every successful mutation is an event on {@code mutation.FIELD}
 */
public record EventsConfig(Duration requestTimeout, Duration publishTimeout, boolean mutations) {

    static final Shape<EventsConfig> SHAPE = keys -> new EventsConfig(
            keys.optional(
                    "requestTimeout",
                    Rules.TIMEOUT,
                    Duration.ofSeconds(5),
                    "How long a reply to `@eventsRequest` may take where the field does not say."),
            keys.optional(
                    "publishTimeout",
                    Rules.TIMEOUT,
                    Duration.ofSeconds(5),
                    "How long a provider may take to confirm an event."),
            keys.optional(
                    "mutations",
                    Rules.FLAG,
                    true,
                    "Whether every successful mutation is an event on the topic `mutation.FIELD`."));

    /** What an empty {@code events:} means. */
    public static final EventsConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public EventsConfig {
        Rules.TIMEOUT.check("requestTimeout", requestTimeout);
        Rules.TIMEOUT.check("publishTimeout", publishTimeout);
    }
}
