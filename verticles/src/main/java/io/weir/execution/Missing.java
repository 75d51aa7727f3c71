package io.weir.execution;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the merged data where a value should be and is not, and says why: whoever writes the response gives null
 * for it, and the error with the client's own path.
 *
 * @param reason why
 * @param rest storage keys and list positions from {@code origin} to where it went wrong, as far as that is known
 * @param origin where {@code rest} starts
 * @param next another reason for the same; null when there is none
 */
record Missing(
        Reason reason,
        List<Object> rest,
        Origin origin,
        @Nullable Missing next) {

    /**
     * The key in an object at which what is said of all its fields that are absent stands; no GraphQL name. Objects that
     * several subgraphs complete have it, when one of these fails.
     */
    static final String ABSENT = "!";

    /** Where the rest of a path starts. */
    enum Origin {
        /** At the missing value. */
        VALUE,
        /** At the object that has the missing value as a field. */
        OBJECT
    }

    /** A value that is missing for a reason of Weir's own. */
    static Missing of(String message, String code) {
        return new Missing(new Reason(message, Map.of("code", code)), List.of(), Origin.VALUE, null);
    }

    static Missing value(Reason reason, List<Object> rest, @Nullable Missing next) {
        return new Missing(reason, rest, Origin.VALUE, next);
    }

    static Missing field(Reason reason, List<Object> rest, @Nullable Missing next) {
        return new Missing(reason, rest, Origin.OBJECT, next);
    }

    /** Why a field that is absent from this object is missing; null when no one knows. */
    static @Nullable Missing absent(Map<?, ?> object, String storageKey) {
        return object.get(ABSENT) instanceof Missing missing && !object.containsKey(storageKey) ? missing : null;
    }

    /** The last of the reasons leads to {@code others}. */
    Missing then(@Nullable Missing others) {
        return others == null ? this : new Missing(reason, rest, origin, next == null ? others : next.then(others));
    }
}
