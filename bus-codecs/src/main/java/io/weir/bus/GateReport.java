package io.weir.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link AwaitSystems} and {@link AwaitToken}: how each wait ended. Part of {@link ActionReport} too.
 *
 * @param outcomes one for each system
 * @param targets what each system had to reach; none for a system that the write does not concern, or that could not be
 *     asked where it is
 * @param log the end of the log when a token was made; null where it says nothing of that
 */
public record GateReport(
        List<SystemOutcome> outcomes,
        List<SystemTarget> targets,
        @Nullable EventCursor log) implements BusMessage {

    /** Nothing had to be waited for. */
    public static final GateReport OPEN = new GateReport(List.of(), List.of(), null);

    /** Copies the lists. */
    public GateReport {
        outcomes = List.copyOf(outcomes);
        targets = List.copyOf(targets);
    }

    /** Whether every system shows the write. */
    public boolean passed() {
        return outcomes.stream().allMatch(outcome -> outcome.outcome().passed());
    }
}
