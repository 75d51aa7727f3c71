package io.weir.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client would like to be answered by an action that may run later (RFC 7240).
 *
 * @param respondAsync once it is accepted
 * @param patience once it has ended, but after this time at the latest; zero and above
 */
public record Preference(boolean respondAsync, Optional<Duration> patience) {

    /** Longer than this nobody waits, whatever is asked. */
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    /** Shortens the patience to what is granted. */
    public Preference {
        patience = patience.map(asked -> asked.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : asked);
    }

    /** As {@code Preference-Applied} says it. */
    String words() {
        List<String> words = new ArrayList<>(2);
        if (respondAsync) {
            words.add("respond-async");
        }
        patience.ifPresent(time -> words.add("wait=" + time.toSeconds()));
        return String.join(", ", words);
    }

    /**
     * A preference that was honoured.
     *
     * @param words the value of {@code Preference-Applied}
     * @param actionId where the action runs later; null when it has ended
     */
    public record Applied(String words, @Nullable String actionId) {}
}
