package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.action.ledger.Claim;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.GateReport;
import io.weir.telemetry.Metrics;
import org.jspecify.annotations.Nullable;

/** How actions stand that this node has run. */
final class Reports {

    private Reports() {}

    /**
     * It has just ended.
     *
     * @param acceptedAt milliseconds since 1970
     */
    static ActionReport of(Command command, long acceptedAt, long finishedAt, int attempts, Verdict verdict) {
        Buffer result = verdict instanceof Verdict.Done done ? done.result() : null;
        ActionFailure failure = verdict instanceof Verdict.Failed failed ? failed.failure() : null;
        ActionState state = failure == null ? ActionState.COMPLETED : ActionState.FAILED;
        return of(command, state, acceptedAt, finishedAt, attempts, result, failure, null);
    }

    /** A stored one is done, and the systems that it affects show it, or were waited for in vain. */
    static ActionReport completed(Command command, Claim claim, long now, Buffer result, @Nullable GateReport gate) {
        long acceptedAt = now - claim.ageMillis();
        return of(command, ActionState.COMPLETED, acceptedAt, now, attempts(claim), result, null, gate);
    }

    /** A stored one is done, and systems that it affects are waited for. */
    static ActionReport committed(Command command, Claim claim, long now, Buffer result, GateReport gate) {
        long acceptedAt = now - claim.ageMillis();
        return of(command, ActionState.IN_PROGRESS, acceptedAt, 0, attempts(claim), result, null, gate);
    }

    /** The one that did it counts. */
    private static int attempts(Claim claim) {
        return claim.attempts() + (claim.answer() == null ? 1 : 0);
    }

    private static ActionReport of(
            Command command,
            ActionState state,
            long acceptedAt,
            long finishedAt,
            int attempts,
            @Nullable Buffer result,
            @Nullable ActionFailure failure,
            @Nullable GateReport gate) {
        return new ActionReport(
                command.id(),
                command.action().field(),
                state,
                acceptedAt,
                finishedAt,
                attempts,
                result,
                failure,
                false,
                null,
                null,
                gate);
    }

    /** The same, as the answer to a mutation that repeated its key. */
    static ActionReport replayed(ActionReport report) {
        return copy(report, true, report.gate());
    }

    /** The same, with how far its systems are. */
    static ActionReport gated(ActionReport report, GateReport gate) {
        return copy(report, report.replayed(), gate);
    }

    private static ActionReport copy(ActionReport report, boolean replayed, @Nullable GateReport gate) {
        return new ActionReport(
                report.id(),
                report.field(),
                report.state(),
                report.acceptedAt(),
                report.finishedAt(),
                report.attempts(),
                report.result(),
                report.failure(),
                replayed,
                report.operation(),
                report.log(),
                gate);
    }

    /** An action has ended. */
    static void count(Metrics metrics, ActionReport report) {
        ActionFailure failure = report.failure();
        if (failure == null) {
            metrics.action(report.field()).done();
        } else {
            metrics.action(report.field()).ended(failure.code());
        }
    }
}
