package io.weir.source;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import org.jspecify.annotations.Nullable;

/** How actions stand, for tests. */
public final class Reports {

    /** 2026-01-02T03:04:05Z. */
    public static final long ACCEPTED_AT = 1767323045000L;

    private Reports() {}

    /** One that has not ended. */
    public static ActionReport open(String id, String field, ActionState state, int attempts) {
        return report(id, field, state, attempts, null, null, false);
    }

    /** One that was done. */
    public static ActionReport done(String id, String field, String result) {
        return report(id, field, ActionState.COMPLETED, 1, Buffer.buffer(result), null, false);
    }

    /** One that was not done. */
    public static ActionReport failed(String id, String field, @Nullable ActionFailure failure) {
        return report(id, field, ActionState.FAILED, 1, null, failure, false);
    }

    /** The same, named by a repeated idempotency key. */
    public static ActionReport replayed(ActionReport report) {
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
                report.log(),
                report.gate());
    }

    /** The same with its operation and its log. */
    public static ActionReport detailed(ActionReport report, ActionOperation operation, String log) {
        return new ActionReport(
                report.id(),
                report.field(),
                report.state(),
                report.acceptedAt(),
                report.finishedAt(),
                report.attempts(),
                report.result(),
                report.failure(),
                report.replayed(),
                operation,
                Buffer.buffer(log),
                report.gate());
    }

    /** Any. */
    public static ActionReport report(
            String id,
            String field,
            ActionState state,
            int attempts,
            @Nullable Buffer result,
            @Nullable ActionFailure failure,
            boolean replayed) {
        long finishedAt = state.ended() ? ACCEPTED_AT + 1000 : 0;
        return new ActionReport(
                id, field, state, ACCEPTED_AT, finishedAt, attempts, result, failure, replayed, null, null);
    }
}
