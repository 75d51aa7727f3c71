package io.weir.execution;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The id of the last event that a client saw: in a header, an extension or an argument. */
final class LastEventId {

    /** The request extension that carries it where there are no headers. */
    static final String EXTENSION = "lastEventId";

    private LastEventId() {}

    /**
     * The id as text; empty when the client saw no event, which browsers write as an empty text (HTML, section 9.2.4).
     *
     * @param value a text or an integer, or null
     * @throws IllegalArgumentException when it is something else
     */
    static Optional<String> of(@Nullable Object value) {
        if (value == null || value.equals("")) {
            return Optional.empty();
        }
        boolean integer = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
        if (integer || value instanceof String) {
            return Optional.of(value.toString());
        }
        throw new IllegalArgumentException("an event id is a text or an integer");
    }
}
