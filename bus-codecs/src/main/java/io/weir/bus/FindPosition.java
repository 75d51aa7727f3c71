package io.weir.bus;

import org.jspecify.annotations.Nullable;

/**
 * A trigger asks where in the log a subscriber goes on. Answered by {@link LogPosition}, or by {@link LogGap} when events
 * behind that place are gone, or the place is none of this log; failed with {@link BusFailure#STORE_UNAVAILABLE}.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param cursor the place; null for the end of the log
 */
public record FindPosition(
        String provider, String topic, @Nullable EventCursor cursor) implements BusMessage {}
