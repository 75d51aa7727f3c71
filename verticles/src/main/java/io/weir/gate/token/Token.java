package io.weir.gate.token;

import io.weir.bus.EventCursor;
import io.weir.bus.SystemTarget;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a consistency token stands for.
 *
 * @param targets what systems must have reached; no two of them where one is enough
 * @param log behind which event a subscription starts; null where it says nothing of that
 * @param expiry from when on it is good for nothing
 */
public record Token(List<SystemTarget> targets, @Nullable EventCursor log, Instant expiry) {

    /** Stands for nothing. */
    public static final Token EMPTY = new Token(List.of(), null, Instant.EPOCH);

    /** Leaves out what others surpass. */
    public Token {
        targets = Surpassed.without(targets);
    }

    /** Stands for both: whoever has reached this has reached each. */
    public Token and(Token other) {
        List<SystemTarget> both =
                Stream.concat(targets.stream(), other.targets.stream()).toList();
        boolean older = expiry.isBefore(other.expiry);
        EventCursor cursor = older ? further(other.log, log) : further(log, other.log);
        return new Token(both, cursor, older ? other.expiry : expiry);
    }

    /**
     * The later place of one log. Places of different logs have no order: a store that was replaced is of no use any more,
     * so the one of the token that was made last counts.
     */
    private static @Nullable EventCursor further(@Nullable EventCursor newer, @Nullable EventCursor older) {
        if (newer == null || older == null) {
            return newer == null ? older : newer;
        }
        boolean same = newer.store() == older.store() && Objects.equals(newer.id(), older.id());
        return same && older.position() > newer.position() ? older : newer;
    }
}
