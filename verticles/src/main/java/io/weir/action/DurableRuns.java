package io.weir.action;

import io.weir.action.handler.HandlerOutcome;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.Settlement;
import io.weir.flow.Breaker;
import io.weir.flow.Timing;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs claims: judges what is known, stores that an attempt begins, calls the handler, stores what followed. One claim, one
 * attempt at most. Belongs to one event loop.
 *
 * <pre>
 *  claimed ──▶ judged ──▶ allowed ──▶ begun (stored) ──▶ called ──▶ judged ──▶ settled (stored)
 *                 │          └─ the circuit is open          lease lost ─▶ forgotten ▲
 *                 └─ poisoned, outcome unknown, too late ────────────────────────────┘
 * </pre>
 *
 * <p>What the handler has done goes on in {@link Gating}.
 */
final class DurableRuns {

    private static final Logger LOG = LoggerFactory.getLogger(DurableRuns.class);
    private static final Duration SATED = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Persistence persistence;
    private final Calls calls;
    private final Leases leases;
    private final Settling settling;
    private final Gating gating;
    private final Timing timing;
    private final RandomGenerator random;
    private final Metrics metrics;
    private final Gating.Listener listener;

    DurableRuns(
            Ledger ledger,
            Persistence persistence,
            Calls calls,
            Leases leases,
            Settling settling,
            Gating gating,
            Timing timing,
            RandomGenerator random,
            Metrics metrics,
            Gating.Listener listener) {
        this.ledger = ledger;
        this.persistence = persistence;
        this.calls = calls;
        this.leases = leases;
        this.settling = settling;
        this.gating = gating;
        this.timing = timing;
        this.random = random;
        this.metrics = metrics;
        this.listener = listener;
    }

    /** Runs a claim that has a place; the listener is told once. */
    void run(Claim claim, Command command, Policy policy) {
        leases.hold(claim);
        if (claim.lost() > 0) {
            metrics.action(claim.field()).leasesTaken().increment();
        }
        long until = timing.nanos() + Duration.ofMillis(claim.deadlineMillis()).toNanos();
        Run run = new Run(claim, command, policy, new Judge(policy, random), until);
        Optional<Verdict> known = run.judge().begin(claim, left(run));
        if (known.isPresent()) {
            settle(run, settlement(known.get(), Optional.empty()));
        } else {
            allow(run);
        }
    }

    private record Run(Claim claim, Command command, Policy policy, Judge judge, long until) {}

    private void allow(Run run) {
        Breaker breaker = calls.breaker(run.command().action());
        if (!breaker.allows()) {
            settle(run, left(run, breaker.rest()));
        } else if (run.claim().attempts() > 0 && !calls.mayRetry(run.command().action())) {
            breaker.release();
            settle(run, new Settlement.Released(SATED));
        } else {
            begin(run, breaker);
        }
    }

    /** Nobody waits for what runs later; it just has to wait itself. */
    private Settlement left(Run run, Duration rest) {
        return run.policy().awaited()
                ? new Settlement.Failed(
                        Optional.empty(), Failures.circuitOpen(run.claim().attempts(), rest))
                : new Settlement.Released(rest);
    }

    private void begin(Run run, Breaker breaker) {
        persistence.untilAnswered(() -> ledger.begin(run.claim())).onComplete((number, failure) -> {
            if (failure != null || number.isEmpty() || !leases.holds(run.claim())) {
                breaker.release();
                lost(run);
            } else {
                call(run, number.get());
            }
        });
    }

    private void call(Run run, int number) {
        if (number == 1) {
            metrics.action(run.claim().field()).begun(run.claim().ageMillis());
        }
        Duration timeout = run.policy().timeout(left(run));
        calls.call(new Command.Attempt(run.command(), number, timeout))
                .onSuccess(outcome -> onOutcome(run, number, outcome));
    }

    private void onOutcome(Run run, int number, HandlerOutcome outcome) {
        Verdict verdict = run.judge().end(outcome, number, run.claim().maxAttempts(), left(run));
        Settlement.Attempt attempt = attempt(number, verdict);
        LOG.atDebug()
                .addKeyValue(LogKey.ACTION, run.claim().field())
                .addKeyValue(LogKey.ACTION_ID, run.claim().id())
                .addKeyValue(LogKey.ATTEMPT, number)
                .addKeyValue(LogKey.OUTCOME, attempt.code().isEmpty() ? "OK" : attempt.code())
                .addKeyValue(LogKey.TRACE, run.command().trace())
                .log("an attempt ended");
        if (verdict instanceof Verdict.Done done) {
            gating.done(run.claim(), run.command(), attempt, done.result());
        } else {
            settle(run, settlement(verdict, Optional.of(attempt)));
        }
    }

    private void settle(Run run, Settlement settlement) {
        settling.store(run.claim(), settlement).onSuccess(stored -> {
            if (stored) {
                leases.drop(run.claim());
                listener.settled(run.claim(), run.command(), settlement);
            } else {
                lost(run);
            }
        });
    }

    private void lost(Run run) {
        leases.drop(run.claim());
        listener.lost(run.claim(), run.command());
    }

    private Duration left(Run run) {
        return Duration.ofNanos(run.until() - timing.nanos());
    }

    private static Settlement.Attempt attempt(int number, Verdict verdict) {
        if (verdict instanceof Verdict.Done done) {
            return new Settlement.Attempt(number, done.httpStatus(), "", "");
        }
        var failure = verdict instanceof Verdict.Retry retry ? retry.last() : ((Verdict.Failed) verdict).failure();
        return new Settlement.Attempt(number, failure.httpStatus(), failure.code(), failure.message());
    }

    private static Settlement settlement(Verdict verdict, Optional<Settlement.Attempt> attempt) {
        return verdict instanceof Verdict.Retry retry
                ? new Settlement.Again(attempt, retry.pause(), retry.last())
                : new Settlement.Failed(attempt, ((Verdict.Failed) verdict).failure());
    }
}
