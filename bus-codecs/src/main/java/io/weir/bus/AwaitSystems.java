package io.weir.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until systems show a write. Any gate takes it. Answered by {@link GateReport} once all do, or the time is over.
 * Whoever waits for longer than {@link #MAX_MILLIS} asks again with the targets of the answer.
 *
 * @param systems whose targets are to be found first, as they have none among {@code targets}; needs {@code write}
 * @param targets known from before
 * @param write what was written; null where there are only targets
 * @param timeoutMillis how long to wait, at most {@link #MAX_MILLIS}; what has been reached already passes at 0 too
 */
public record AwaitSystems(
        List<String> systems,
        List<SystemTarget> targets,
        @Nullable Written write,
        long timeoutMillis) implements BusMessage {

    /** A wait is no longer than this in one piece, so that little is lost with a node that dies. */
    public static final long MAX_MILLIS = 10_000;

    /** Copies the lists. */
    public AwaitSystems {
        systems = List.copyOf(systems);
        targets = List.copyOf(targets);
    }
}
