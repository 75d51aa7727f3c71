package io.weir.gate;

import io.weir.flow.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Keeps what writes of one kind have in common from filling the log: each system has a line now and then. */
final class Complaints {

    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Timing timing;
    private final Map<String, Long> last = new HashMap<>();

    Complaints(Timing timing) {
        this.timing = timing;
    }

    /** Whether one about a system of the configuration is due; then it counts as made. */
    boolean due(String system) {
        long now = timing.nanos();
        Long before = last.get(system);
        boolean due = before == null || now - before >= BETWEEN.toNanos();
        if (due) {
            last.put(system, now);
        }
        return due;
    }
}
