package io.weir.gate;

import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import io.weir.flow.Timing;
import io.weir.gate.participant.Participant;
import io.weir.gate.participant.UnreachableException;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The part of a round that is about one system: finds its target if need be, then waits for it. */
final class Leg {

    private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

    /** Before a target that could not be found is looked for again. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String system;
    private final Timing timing;
    private final Runnable onChange;
    private final Wait wait;
    private final long begun;
    private @Nullable SystemTarget target;
    private @Nullable Outcome outcome;
    private long waitedMillis;
    /** Whether the system, or what tells of its target, has been asked once, whatever the answer. */
    private boolean looked;

    Leg(String system, Timing timing, Runnable onChange) {
        this.system = system;
        this.timing = timing;
        this.onChange = onChange;
        this.wait = new Wait(this::heard);
        this.begun = timing.nanos();
    }

    /** Finds what the system must reach; tries again for as long as anyone waits. */
    void find(Participant participant, Write write, Complaints complaints) {
        participant.find(write).onComplete((found, failure) -> {
            if (wait.over() || outcome != null) {
                return;
            }
            if (failure == null) {
                watch(participant, found);
                return;
            }
            looked = true;
            if (failure instanceof UnreachableException) {
                LOG.atLevel(complaints.due(system) ? Level.WARN : Level.DEBUG)
                        .addKeyValue(LogKey.SYSTEM, system)
                        .addKeyValue(LogKey.CAUSE, failure.getMessage())
                        .log("a system cannot be waited for");
                wait.never();
            } else {
                timing.after(PAUSE, () -> findAgain(participant, write, complaints));
                onChange.run();
            }
        });
    }

    private void findAgain(Participant participant, Write write, Complaints complaints) {
        if (outcome == null) {
            find(participant, write, complaints);
        }
    }

    /** Waits for what is known. */
    void watch(Participant participant, SystemTarget known) {
        target = known;
        looked = false;
        participant.watch(known, wait);
    }

    /** The write does not concern the system. */
    void pass() {
        end(Outcome.NOT_APPLICABLE);
    }

    /** There is no such system. */
    void refuse() {
        end(Outcome.STALLED);
    }

    /** The time is over. */
    void timeOut(long timeoutMillis) {
        if (outcome == null) {
            end(wait.state() == Wait.State.BEHIND ? Outcome.TIMED_OUT : Outcome.STALLED);
            waitedMillis = Math.max(waitedMillis, timeoutMillis);
        }
    }

    /** Someone else is to wait on. */
    void handOver() {
        if (outcome == null) {
            end(Outcome.TIMED_OUT);
        }
    }

    boolean over() {
        return outcome != null;
    }

    /** Whether there is something to say of it: a wait is never over before that. */
    boolean looked() {
        return looked || over();
    }

    String system() {
        return system;
    }

    /** How it ended; behind, as long as it has not. */
    Outcome outcome() {
        return outcome == null ? Outcome.TIMED_OUT : outcome;
    }

    long waitedMillis() {
        return waitedMillis;
    }

    /** What the system had to reach, where that is known and concerns it. */
    @Nullable
    SystemTarget target() {
        return target;
    }

    private void heard() {
        looked = true;
        if (outcome == null && wait.over()) {
            end(wait.state() == Wait.State.REACHED ? Outcome.REACHED : Outcome.STALLED);
        }
        onChange.run();
    }

    private void end(Outcome ended) {
        outcome = ended;
        waitedMillis = Duration.ofNanos(timing.nanos() - begun).toMillis();
        wait.end();
    }
}
