package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
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
        return of(command, acceptedAt, finishedAt, attempts, result, failure);
    }

    private static ActionReport of(
            Command command,
            long acceptedAt,
            long finishedAt,
            int attempts,
            @Nullable Buffer result,
            @Nullable ActionFailure failure) {
        return new ActionReport(
                command.id(),
                command.action().field(),
                failure == null ? ActionState.COMPLETED : ActionState.FAILED,
                acceptedAt,
                finishedAt,
                attempts,
                result,
                failure,
                false,
                null,
                null);
    }

    /** The same, as the answer to a mutation that repeated its key. */
    static ActionReport replayed(ActionReport report) {
        return new ActionReport(
                report.id(),
                report.field(),
                report.state(),
                report.acceptedAt(),
                report.finishedAt(),
                report.attempts(),
                report.result(),
                report.failure(),
                true,
                report.operation(),
                report.log());
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
