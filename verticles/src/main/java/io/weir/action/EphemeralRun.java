package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.handler.HandlerOutcome;
import io.weir.bus.ActionReport;
import io.weir.flow.Breaker;
import io.weir.flow.Timing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs one action that is not stored, from its first attempt to its end. Belongs to one event loop. */
final class EphemeralRun {

    private final Command command;
    private final Policy policy;
    private final Judge judge;
    private final Calls calls;
    private final Timing timing;
    private final long begun;
    private final long acceptedAt;
    private final Promise<ActionReport> report = Promise.promise();
    private int attempts;

    /**
     * A run that has a place.
     *
     * @param begun when its client began to wait, by {@link Timing#nanos}
     */
    EphemeralRun(Command command, Judge judge, Calls calls, Timing timing, long begun) {
        this.command = command;
        this.policy = judge.policy();
        this.judge = judge;
        this.calls = calls;
        this.timing = timing;
        this.begun = begun;
        this.acceptedAt = timing.millis();
    }

    /** How it ended; never fails. */
    Future<ActionReport> run() {
        attempt(null);
        return report.future();
    }

    private void attempt(Verdict.@Nullable Retry after) {
        Breaker breaker = calls.breaker(command.action());
        if (!breaker.allows()) {
            end(new Verdict.Failed(after == null ? Failures.circuitOpen(attempts, breaker.rest()) : after.last()));
            return;
        }
        attempts++;
        calls.call(new Command.Attempt(command, attempts, policy.timeout(left())))
                .onSuccess(this::onOutcome);
    }

    private void onOutcome(HandlerOutcome outcome) {
        Verdict verdict = judge.end(outcome, attempts, policy.attempts(), left());
        if (!(verdict instanceof Verdict.Retry retry)) {
            end(verdict);
        } else if (calls.mayRetry(command.action())) {
            timing.after(retry.pause(), () -> attempt(retry));
        } else {
            end(new Verdict.Failed(retry.last()));
        }
    }

    private void end(Verdict verdict) {
        report.complete(Reports.of(command, acceptedAt, timing.millis(), attempts, verdict));
    }

    private Duration left() {
        return policy.deadline().minusNanos(timing.nanos() - begun);
    }
}
