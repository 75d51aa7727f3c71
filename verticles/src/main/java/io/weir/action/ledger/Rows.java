package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.GateReport;
import io.weir.error.ErrorCode;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Rows of {@link LedgerSql}'s statements as records. */
final class Rows {

    private Rows() {}

    static Claim claim(Row row) {
        return new Claim(
                row.getUUID("id"),
                row.getLong("epoch"),
                row.getString("field"),
                row.getBuffer("arguments"),
                Documents.headers(row.getBuffer("headers")),
                row.getInteger("attempts"),
                row.getInteger("max_attempts"),
                row.getBoolean("unknown_outcome"),
                row.getInteger("lost"),
                row.getBoolean("awaited"),
                row.getLong("left_millis"),
                row.getLong("age_millis"),
                last(row.getBuffer("failure")),
                row.getBoolean("cancel_requested"),
                answer(row));
    }

    private static Claim.@Nullable Answer answer(Row row) {
        Long age = row.getLong("answered_millis");
        return age == null ? null : new Claim.Answer(row.getBuffer("result"), age, gate(row));
    }

    private static @Nullable GateReport gate(Row row) {
        Buffer written = row.getBuffer("gate");
        return written == null ? null : GateDocuments.read(written);
    }

    private static @Nullable ActionFailure last(@Nullable Buffer written) {
        return written == null ? null : Documents.failure(written);
    }

    static ActionReport report(Row row, boolean replayed) {
        return report(row, replayed, false);
    }

    static ActionReport detailedReport(Row row) {
        return report(row, false, true);
    }

    private static ActionReport report(Row row, boolean replayed, boolean details) {
        ActionState state = ActionState.valueOf(row.getString("state"));
        return new ActionReport(
                row.getUUID("id").toString(),
                row.getString("field"),
                state,
                millis(row.getOffsetDateTime("accepted_at")),
                millis(row.getOffsetDateTime("finished_at")),
                row.getInteger("attempts"),
                row.getBuffer("result"),
                failure(state, row.getBuffer("failure")),
                replayed,
                details ? Documents.operation(row.getBuffer("operation")) : null,
                details ? Buffer.buffer(row.getString("log")) : null,
                gate(row));
    }

    /** While an action goes on, its row has the failure of its last attempt, which is nobody's yet. */
    private static @Nullable ActionFailure failure(ActionState state, @Nullable Buffer written) {
        return switch (state) {
            case FAILED -> last(written);
            case CANCELED -> ActionFailure.of(ErrorCode.ACTION_CANCELED.name(), "the action was cancelled");
            case EXPIRED -> ActionFailure.of(ErrorCode.ACTION_EXPIRED.name(), "the action was not begun in time");
            default -> null;
        };
    }

    /** Since 1970; 0 for null. */
    static long millis(@Nullable OffsetDateTime time) {
        return time == null ? 0 : time.toInstant().toEpochMilli();
    }
}
