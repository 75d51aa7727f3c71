package io.weir.execution.consistency;

import io.weir.bus.AwaitToken;
import io.weir.bus.TokenSealed;
import io.weir.graph.action.OnTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which writes a client's request must see, and what it wants when they do not show in time.
 *
 * @param tokens of the responses to those writes, as it got them
 * @param onTimeout what it wants; null when it does not say
 * @param timeout how long it waits at most; null for as long as the configuration says
 * @param system the system that asks, which does not wait for itself; null where none does
 */
public record ConsistencyTerms(
        List<String> tokens,
        @Nullable OnTimeout onTimeout,
        @Nullable Duration timeout,
        @Nullable String system) {

    /** It sees what there is. */
    public static final ConsistencyTerms NONE = new ConsistencyTerms(List.of(), null, null, null);

    /**
     * Checks the tokens, and leaves out the empty and repeated ones.
     *
     * @throws IllegalArgumentException when there are too many
     */
    public ConsistencyTerms {
        tokens = distinct(tokens);
    }

    private static List<String> distinct(List<String> tokens) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        Set<String> distinct = new LinkedHashSet<>(tokens);
        distinct.remove("");
        if (distinct.size() > AwaitToken.MOST) {
            throw new IllegalArgumentException(
                    "there are %d consistency tokens, at most %d are allowed: send those of the last responses only"
                            .formatted(distinct.size(), AwaitToken.MOST));
        }
        return List.copyOf(distinct);
    }

    /** Whether the request must see any writes. */
    public boolean gated() {
        return !tokens.isEmpty();
    }

    /** Whether it wants what there is when the writes do not show in time. */
    public boolean stale() {
        return onTimeout == OnTimeout.STALE;
    }

    /** The tokens that stand for something. */
    public List<String> sealed() {
        return tokens.contains(TokenSealed.NOTHING)
                ? tokens.stream()
                        .filter(token -> !token.equals(TokenSealed.NOTHING))
                        .toList()
                : tokens;
    }

    /**
     * These, with what others say where these say nothing; the tokens of both count.
     *
     * @throws IllegalArgumentException when they are too many together
     */
    public ConsistencyTerms or(ConsistencyTerms others) {
        if (this == NONE) {
            return others;
        }
        List<String> all = new ArrayList<>(tokens);
        all.addAll(others.tokens);
        return new ConsistencyTerms(
                all,
                onTimeout != null ? onTimeout : others.onTimeout,
                timeout != null ? timeout : others.timeout,
                system != null ? system : others.system);
    }
}
