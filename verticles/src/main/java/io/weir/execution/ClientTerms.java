package io.weir.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for around its operation, for the actions in it.
 *
 * @param idempotencyKey repeated, it names the same action; a valid {@link IdempotencyKey}
 * @param preference when it would like to be answered
 * @param headers those of its request that actions may see, names in lower case
 */
public record ClientTerms(
        @Nullable String idempotencyKey, @Nullable Preference preference, Map<String, String> headers) {

    /** Nothing in particular. */
    public static final ClientTerms NONE = new ClientTerms(null, null, Map.of());

    /** The headers may be secrets. */
    @Override
    public String toString() {
        return "ClientTerms[idempotencyKey=" + idempotencyKey + ", preference=" + preference + ", headers="
                + headers.keySet() + "]";
    }
}
