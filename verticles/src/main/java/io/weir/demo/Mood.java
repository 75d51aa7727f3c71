package io.weir.demo;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the shop takes a request: what its header {@code X-Mood} asks for. */
enum Mood {
    FINE,
    SLOW,
    HEALS,
    DOWN,
    REFUSES;

    /** The mood that a header names; {@link #FINE} when it names none. */
    static Mood of(@Nullable String header) {
        for (Mood mood : values()) {
            if (mood.name().equals(String.valueOf(header).toUpperCase(Locale.ROOT))) {
                return mood;
            }
        }
        return FINE;
    }
}
