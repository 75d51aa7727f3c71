package io.weir.gate;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import io.weir.flow.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request to wait: over when all of its systems have been reached or given up, or its time is over. Each has been
 * looked at once by then, however short the time. Belongs to one event loop.
 */
final class Round {

    /** What a first look may take beyond the time that was given. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Timing timing;
    private final long timeoutMillis;
    private final @Nullable EventCursor log;
    private final List<Leg> legs = new ArrayList<>();
    private final Promise<GateReport> done = Promise.promise();
    private final List<Timing.Pending> timers = new ArrayList<>();
    private boolean begun;
    private boolean late;
    private boolean ended;

    /** Answers with this place in the log. */
    Round(Timing timing, long timeoutMillis, @Nullable EventCursor log) {
        this.timing = timing;
        this.timeoutMillis = timeoutMillis;
        this.log = log;
    }

    /** One system more, before it begins. */
    Leg leg(String system) {
        Leg leg = new Leg(system, timing, this::look);
        legs.add(leg);
        return leg;
    }

    /** All systems are there: time runs from here on. */
    Future<GateReport> begin() {
        begun = true;
        look();
        if (!ended) {
            timers.add(timing.after(Duration.ofMillis(timeoutMillis), this::onTime));
        }
        return done.future();
    }

    /** Another gate goes on from here. */
    void handOver() {
        if (!ended) {
            legs.forEach(Leg::handOver);
            end();
        }
    }

    int size() {
        return legs.size();
    }

    private void onTime() {
        late = true;
        timers.add(timing.after(LOOK, this::giveUp));
        look();
    }

    private void giveUp() {
        if (!ended) {
            legs.forEach(leg -> leg.timeOut(timeoutMillis));
            end();
        }
    }

    private void look() {
        if (!begun || ended) {
            return;
        }
        if (legs.stream().allMatch(Leg::over)) {
            end();
        } else if (late && legs.stream().allMatch(Leg::looked)) {
            giveUp();
        }
    }

    private void end() {
        ended = true;
        timers.forEach(Timing.Pending::cancel);
        done.complete(report());
    }

    private GateReport report() {
        Map<String, SystemOutcome> outcomes = new LinkedHashMap<>();
        for (Leg leg : legs) {
            outcomes.merge(
                    leg.system(), new SystemOutcome(leg.system(), leg.outcome(), leg.waitedMillis()), Round::worse);
        }
        List<SystemTarget> targets =
                legs.stream().map(Leg::target).filter(Objects::nonNull).toList();
        return new GateReport(List.copyOf(outcomes.values()), targets, log);
    }

    /** A system shows all of a token only when it shows each part. */
    private static SystemOutcome worse(SystemOutcome one, SystemOutcome other) {
        Outcome outcome = rank(one.outcome()) >= rank(other.outcome()) ? one.outcome() : other.outcome();
        return new SystemOutcome(one.system(), outcome, Math.max(one.waitedMillis(), other.waitedMillis()));
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case NOT_APPLICABLE -> 0;
            case REACHED -> 1;
            case TIMED_OUT -> 2;
            case STALLED -> 3;
        };
    }
}
