package io.weir.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until systems show what consistency tokens stand for. Answered by {@link GateReport}, which tells its targets so
 * that a longer wait goes on with {@link AwaitSystems}; or by {@link TokenRefused}.
 *
 * @param tokens as the client sent them
 * @param caller the system that asks, which does not wait for itself; null where no system does
 * @param timeoutMillis how long to wait, at most {@link AwaitSystems#MAX_MILLIS}
 */
public record AwaitToken(List<String> tokens, @Nullable String caller, long timeoutMillis) implements BusMessage {

    /** How many tokens a request may have: each new one stands for those before it too. */
    public static final int MOST = 8;

    /** How many characters a token may have: it travels in headers. */
    public static final int MOST_LENGTH = 4096;

    /** Copies the tokens. */
    public AwaitToken {
        tokens = List.copyOf(tokens);
    }
}
