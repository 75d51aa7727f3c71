package io.weir.execution;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the merged data where a value should be and is not, and says why: whoever writes the response gives null
 * for it, and sees to it that the error is there.
 *
 * @param reason why
 * @param next another reason for the same; null when there is none
 */
record Missing(Reason reason, @Nullable Missing next) {

    /**
     * The key in an object at which what is said of all its fields that are absent stands; no GraphQL name. Objects that
     * several subgraphs complete have it, when one of these fails.
     */
    static final String ABSENT = "!";

    /** A value that is missing for a reason of Weir's own. */
    static Missing of(String message, String code) {
        return new Missing(new Reason(message, Map.of("code", code)), null);
    }

    /** A value that is missing for all these reasons; null when there are none. */
    static @Nullable Missing of(List<Reason> reasons) {
        Missing missing = null;
        for (int i = reasons.size() - 1; i >= 0; i--) {
            missing = new Missing(reasons.get(i), missing);
        }
        return missing;
    }

    /** Why a field that is absent from this object is missing; null when no one knows. */
    static @Nullable Missing absent(Map<?, ?> object, String storageKey) {
        return object.get(ABSENT) instanceof Missing missing && !object.containsKey(storageKey) ? missing : null;
    }

    /** The same with one more reason. */
    static Missing and(@Nullable Missing others, Reason reason) {
        return new Missing(reason, others);
    }
}
