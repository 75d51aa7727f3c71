package io.weir.execution;

import io.weir.execution.consistency.ConsistencyTerms;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for around its operation: for the actions in it, and of what it must see.
 *
 * @param idempotencyKey repeated, it names the same action; a valid {@link IdempotencyKey}
 * @param preference when it would like to be answered
 * @param headers those of its request that actions may see, names in lower case
 * @param consistency which writes it must see
 */
public record ClientTerms(
        @Nullable String idempotencyKey,
        @Nullable Preference preference,
        Map<String, String> headers,
        ConsistencyTerms consistency) {

    /** Nothing in particular. */
    public static final ClientTerms NONE = new ClientTerms(null, null, Map.of());

    /** Of a client that sees what there is. */
    public ClientTerms(@Nullable String idempotencyKey, @Nullable Preference preference, Map<String, String> headers) {
        this(idempotencyKey, preference, headers, ConsistencyTerms.NONE);
    }

    /** The same with this key. */
    ClientTerms keyed(String key) {
        return new ClientTerms(key, preference, headers, consistency);
    }

    /** The same, seeing these writes. */
    ClientTerms seeing(ConsistencyTerms others) {
        return new ClientTerms(idempotencyKey, preference, headers, others);
    }

    /** The headers may be secrets, and tokens open what they stand for. */
    @Override
    public String toString() {
        return "ClientTerms[idempotencyKey=" + idempotencyKey + ", preference=" + preference + ", headers="
                + headers.keySet() + "]";
    }
}
