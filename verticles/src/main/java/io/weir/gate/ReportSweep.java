package io.weir.gate;

import io.weir.flow.Timing;
import io.weir.gate.ledger.ReportLedger;
import java.time.Duration;

/** Forgets old reports, a portion at a time. Every node does so; none hinders another. Belongs to one event loop. */
final class ReportSweep {

    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMillis(100);

    private final ReportLedger ledger;
    private final Duration retention;
    private final Timing timing;
    private boolean stopped;

    ReportSweep(ReportLedger ledger, Duration retention, Timing timing) {
        this.ledger = ledger;
        this.retention = retention;
        this.timing = timing;
    }

    void start() {
        timing.after(EVERY, this::sweep);
    }

    void stop() {
        stopped = true;
    }

    private void sweep() {
        if (stopped) {
            return;
        }
        ledger.forget(retention).onComplete((count, failure) -> {
            boolean more = failure == null && count > 0;
            timing.after(more ? SOON : EVERY, this::sweep);
        });
    }
}
